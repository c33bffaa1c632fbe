// Ids of other systems, which may hold what ids here do not, as ids: different ones of one format stay different. A plain id may hold
// the bar, so that of one format can be what another makes of two: `gateway|7`, and source `gateway` with id `7` of CloudEvents.

/** What is an id here, or would be if it were shorter, and holds no percent sign. */
const plainId = /^[!-$&-.0-~]+$/;

/** As it is where that is an id without a percent sign; otherwise encoded, so that it has one and is no other's of the format. */
export function encodedId(id: string): string {
  return plainId.test(id) ? id : encodedText(id);
}

/** What may stand in an id as it is, but for the percent sign and the bar; of other text the bytes of its UTF-8. */
export function encodedText(text: string): string {
  // A lone surrogate has no UTF-8; the id with it is refused as one.
  return /\p{Surrogate}/u.test(text) ? text : encodeURIComponent(text);
}

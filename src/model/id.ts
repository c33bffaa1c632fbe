/** Ids and names of metrics: 1 to 255 printable ASCII characters without space and slash. */
export const idPattern: RegExp = /^[!-.0-~]{1,255}$/;

/** Remembers a value under a key, in a map that forgets everything once it has so many. Answers the value. */
export function keepAtMost<K, V>(most: number, map: Map<K, V>, key: K, value: V): V {
  if (map.size === most) map.clear();
  map.set(key, value);
  return value;
}

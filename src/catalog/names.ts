import { editDistance, letterMask, mayBeNear, slipsForgiven } from "./distance.ts";
import { type Entity, isKindOf } from "./entity.ts";
import { wordsOf } from "./fold.ts";
import { NAME_ENDINGS, stemOf } from "./words.ts";

/** An entity under one of its names. `strength` is 1 for a name or title and less for what only hints at it. */
export type NameHit = { readonly entity: Entity; readonly strength: number };

/** All names of all entities, for exact, inflected and misspelt look-up. Keys are words run together. */
export type NameIndex = {
  readonly hits: ReadonlyMap<string, readonly NameHit[]>;
  /** Inflected forms, to the keys they stand for. */
  readonly stems: ReadonlyMap<string, readonly string[]>;
  /** Keys long enough to be misspelt, by length. */
  readonly byLength: ReadonlyMap<number, readonly { readonly key: string; readonly mask: number }[]>;
};

/** Collects names; `done` gives the index. */
export function startNames() {
  const hits = new Map<string, NameHit[]>();

  function put(key: string, entity: Entity, strength: number): void {
    if (key.length < 2) return;
    const known = hits.get(key) ?? [];
    const index = known.findIndex((hit) => hit.entity.ref === entity.ref);
    if (index < 0) known.push({ entity, strength });
    else if ((known[index]?.strength ?? 0) < strength) known[index] = { entity, strength };
    hits.set(key, known);
  }
  function putName(name: string, entity: Entity, strength: number): void {
    const words = wordsOf(name);
    put(words.join(""), entity, strength);
    const last = words.at(-1) ?? "";
    if (words.length > 1 && NAME_ENDINGS.has(last)) put(words.slice(0, -1).join(""), entity, strength * 0.92);
    const first = words[0] ?? "";
    if (words.length > 1 && NAME_ENDINGS.has(first)) put(words.slice(1).join(""), entity, strength * 0.92);
  }
  function add(entity: Entity): void {
    if (isKindOf(entity, "location")) return;
    putName(entity.name, entity, 1);
    if (entity.title !== undefined) putName(entity.title, entity, 1);
    for (const alias of entity.aliases) putName(alias, entity, 0.98);
    for (const channel of [entity.channel, entity.askChannel]) {
      if (channel !== undefined) putName(channel, entity, 0.9);
    }
    if (entity.pagerdutyService !== undefined) put(entity.pagerdutyService.toLowerCase(), entity, 1);
    const given = isKindOf(entity, "user") ? wordsOf(entity.title ?? "")[0] : undefined;
    if (given !== undefined) put(given, entity, 0.9);
  }
  function done(): NameIndex {
    const stems = new Map<string, string[]>();
    const byLength = new Map<number, { key: string; mask: number }[]>();
    for (const key of hits.keys()) {
      pushTo(stems, stemOf(key), key);
      if (slipsForgiven(key.length) > 0) pushTo(byLength, key.length, { key, mask: letterMask(key) });
    }
    return { hits, stems, byLength };
  }
  return { add, done };
}

/** Entities whose name is this key, or another form of it. */
export function namedExactly(index: NameIndex, key: string): readonly NameHit[] {
  const exact = index.hits.get(key);
  if (exact !== undefined) return exact;
  const keys = index.stems.get(stemOf(key)) ?? [];
  return keys.flatMap((each) => weakened(index.hits.get(each) ?? [], 0.95));
}

/** Entities with the nearest name within what is forgiven. A wrong first letter is forgiven only in long names. */
export function namedNearly(index: NameIndex, key: string): readonly NameHit[] {
  const forgiven = slipsForgiven(key.length);
  const mask = letterMask(key);
  let nearest = forgiven;
  let keys: string[] = [];
  for (let length = key.length - forgiven; length <= key.length + forgiven; length += 1) {
    for (const known of index.byLength.get(length) ?? []) {
      const limit = Math.min(nearest, slipsForgiven(known.key.length));
      if (!mayBeNear(mask, known.mask, limit)) continue;
      if (known.key[0] !== key[0] && known.key[1] !== key[0] && key.length < 8) continue;
      const distance = editDistance(key, known.key, limit);
      if (distance > limit) continue;
      if (distance < nearest) keys = [];
      nearest = distance;
      keys.push(known.key);
    }
  }
  return keys.flatMap((each) => weakened(index.hits.get(each) ?? [], nearest <= 1 ? 0.86 : 0.76));
}

function weakened(hits: readonly NameHit[], factor: number): NameHit[] {
  return hits.map((hit) => ({ entity: hit.entity, strength: hit.strength * factor }));
}

function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

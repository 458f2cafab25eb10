/** Ways to count that English has and some languages do not: they may be left out. */
type EnglishCount = `${string}_one` | `${string}_ordinal_${'one' | 'two' | 'few'}`;

/** The English words' tree with other texts in it: what `satisfies` this has every key and none too many. */
export type Translation<Words> = {
  readonly [Key in Exclude<keyof Words, EnglishCount>]: Words[Key] extends string ? string : Translation<Words[Key]>;
} & { readonly [Key in Extract<keyof Words, EnglishCount>]?: string };

/** The English words' tree with other texts in it: what `satisfies` this has every key and none too many. */
export type Translation<Words> = {
  readonly [Key in keyof Words]: Words[Key] extends string ? string : Translation<Words[Key]>;
};

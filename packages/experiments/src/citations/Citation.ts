/** One entry of a bibliography. Every field but the title is known from a source that the code names; what is not known is left out. */
export interface Citation {
  /** Unique: surname and year. */
  readonly key: string
  readonly kind: 'article' | 'book' | 'inproceedings' | 'misc'
  /** BibTeX fields as plain text; authors as `Surname, I. and Surname, I.` */
  readonly fields: { readonly [name: string]: string }
}

/** An entry and what it is cited for. */
export interface CitedWork extends Citation {
  readonly reasons: ReadonlyArray<string>
}

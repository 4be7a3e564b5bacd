declare module 'papaparse' {
  interface ParseError {
    readonly message: string
    readonly code: string
    readonly row?: number
  }
  const Papa: {
    /** Parses text into rows of cells. */
    readonly parse: (
      text: string,
      options: { readonly delimitersToGuess: ReadonlyArray<string> },
    ) => { readonly data: ReadonlyArray<ReadonlyArray<string>>; readonly errors: ReadonlyArray<ParseError> }
  }
  export default Papa
}

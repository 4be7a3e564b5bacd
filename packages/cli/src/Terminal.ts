/** What a command may touch of the process that runs it, so that tests need no process. */
export interface Terminal {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Where a progress bar may be drawn: stderr, when it is a terminal. */
  readonly screen?: NodeJS.WritableStream
  /** The folder relative paths are resolved against. */
  readonly cwd: string
  /** A second folder in which files to read are looked for. */
  readonly fallbackCwd?: string
  /** Print the stack of an unexpected error. */
  readonly debug: boolean
  /** Registers what to do at the first Ctrl-C, a second one ending the process, and returns the function that unregisters it. */
  readonly onInterrupt: (listener: () => void) => () => void
}

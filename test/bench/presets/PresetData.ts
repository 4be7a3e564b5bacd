/** A number with its standard error, where it has one. */
export interface Measured {
  readonly value: number
  readonly error?: number
}

/** The deviations from exact that pages state, in order. */
export const deviationNames = ['population', 'purity', 'q', 'p'] as const

/** A final transmitted or reflected population with its deviation from exact; without a value where the point is unfinished. */
export interface Channel {
  readonly name: string
  readonly value?: number
  readonly error?: number
  readonly deviation?: number
}

/** What one method gave at one point. */
export interface PresetRow {
  readonly point: number
  readonly settings: { readonly [path: string]: number }
  readonly method: string
  readonly status: string
  readonly rms: { readonly [name in (typeof deviationNames)[number]]?: Measured }
  readonly channels: ReadonlyArray<Channel>
}

/** What a preset's page is made from. */
export interface PresetData {
  readonly preset: string
  readonly version: string
  /** SHA-256 of what the preset's file says, comments aside. */
  readonly digest: string
  readonly paths: ReadonlyArray<string>
  readonly rows: ReadonlyArray<PresetRow>
}

/** A wave packet's rate: measured, that of the symbol, and that of the Ehrenfest vector field. */
export interface PacketRow {
  readonly points: number
  readonly sector: 'density' | 'orientation'
  readonly wave: readonly [number, number]
  readonly centre: readonly [number, number]
  readonly symbol: number
  readonly measured: number
  readonly ehrenfest: number
}

/** The rates of a packet evolved in time, from each of `times` to the next, and the symbol's mean over the packet at the start. */
export interface GrowthRow {
  readonly model: string
  readonly points: number
  readonly cutoff: number
  readonly sector: 'density' | 'orientation'
  readonly wave: readonly [number, number]
  readonly symbol: number
  readonly times: ReadonlyArray<number>
  readonly rates: ReadonlyArray<number>
}

/** The largest rate of the symbol over phase space and all whole |kappa_j| <= K, the truncated linearisation not asked. */
export interface BoundRow {
  readonly cutoff: number
  readonly rate: number
}

/** The largest and smallest real part of the truncated linearisation. */
export interface SpectrumRow {
  readonly model: string
  readonly cutoff: number
  readonly size: number
  readonly largest: number
  readonly smallest: number
  /** The larger of the two Ritz residuals, relative. */
  readonly residual: number
}

/** When a run lost resolution. */
export interface RunRow {
  readonly model: string
  readonly cutoff: number
  readonly points: number
  readonly dt: number
  readonly noise: number
  /** Time of the last good step, the last at which the spectral tail had not passed the bound; null when the run came to its end. */
  readonly lost: number | null
  /** Growth rate of the spectral tail from a hundredth of the bound on; null for a run that came to its end or has fewer than three records there. */
  readonly rate: number | null
  readonly energyDrift: number
  readonly massDrift: number
}

/** The spectral tail of a run over time. */
export interface TailSeries {
  readonly model: string
  readonly cutoff: number
  readonly t: ReadonlyArray<number>
  readonly tail: ReadonlyArray<number>
}

/** Everything the study measured. */
export interface StudyData {
  readonly packets: ReadonlyArray<PacketRow>
  readonly growth: ReadonlyArray<GrowthRow>
  readonly spectra: ReadonlyArray<SpectrumRow>
  readonly bounds: ReadonlyArray<BoundRow>
  readonly runs: ReadonlyArray<RunRow>
  readonly tails: ReadonlyArray<TailSeries>
}

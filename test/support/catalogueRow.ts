import type { Specimen } from '@casimir/checks'

/** What a method claims; each claim is measured, and each that is absent is shown to fail on some problem of the row. */
export interface Claims {
  readonly order: number
  readonly symmetric: boolean
  /** Symplectic on canonical phase spaces, Poisson on orbits; undefined where the problems have no Poisson tensor. */
  readonly poisson?: boolean
  /** Norms of amplitudes, spectra of density matrices, Casimirs, angular momenta. */
  readonly invariants: boolean
  /** No drift of the energy over 10^4 steps, or no change at all; undefined where no problem of the row conserves one. */
  readonly energy?: boolean | 'exact'
}

/** A problem of the catalogue: everything of a specimen but the method, and the time its order is measured at. */
export interface CatalogueProblem<S> {
  readonly name: string
  /** The time at which a method of the given order is measured: low orders would need too many steps to go far. */
  readonly T: (order: number) => number
  /** The step at which structure is measured, coarse enough for its absence to show. */
  readonly h: number
  /** The step of the run over which the energy of a method of the given order is watched: its error must be above round-off. */
  readonly hLong: (order: number) => number
  readonly specimen: (method: string, prepare: () => (state: S, h: number) => number) => Specimen
}

/** A method on a problem, with the steps to measure it at. */
export type RowSpecimen = Pick<CatalogueProblem<unknown>, 'T' | 'h' | 'hLong'> & { readonly specimen: Specimen }

/** One method of the catalogue on the problems it takes. */
export interface CatalogueRow {
  readonly name: string
  readonly family: string
  readonly claims: Claims
  readonly source: string
  readonly specimens: ReadonlyArray<RowSpecimen>
}

/** A method on a problem; `steps` replaces the problem's own steps and times where the method needs others to show what it is. */
export const on = <S>(
  name: string,
  problem: CatalogueProblem<S>,
  prepare: () => (state: S, h: number) => number,
  steps: Partial<Omit<RowSpecimen, 'specimen'>> = {},
): RowSpecimen => ({
  specimen: problem.specimen(name, prepare),
  T: problem.T,
  h: problem.h,
  hLong: problem.hLong,
  ...steps,
})

/** The claims of a method that keeps everything. */
export const geometric = (order: number): Claims => ({
  order,
  symmetric: true,
  poisson: true,
  invariants: true,
  energy: true,
})

/** The claims of a method that keeps nothing. */
export const plain = (order: number): Claims => ({
  order,
  symmetric: false,
  poisson: false,
  invariants: false,
  energy: false,
})

/** A function of time that is evaluated once for each time. */
export const remember = (end: (T: number) => Float64Array): ((T: number) => Float64Array) => {
  const known = new Map<number, Float64Array>()
  return (T) => {
    const value = known.get(T) ?? end(T)
    known.set(T, value)
    return value
  }
}

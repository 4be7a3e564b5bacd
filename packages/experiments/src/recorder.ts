import type { Observation, Propagation } from './Propagation.ts'
import type { Observables } from './RunResult.ts'

/** Collects observations of a propagation into time series. */
export interface Recorder {
  /** Observes now, appends one entry to every series, and returns the observation. */
  readonly record: (t: number) => Observation
  readonly times: ReadonlyArray<number>
  readonly observables: () => Observables
}

const allocateObservation = ({ levels, dof }: Propagation): Observation => ({
  population: new Float64Array(levels),
  adiabatic: new Float64Array(levels),
  transmitted: new Float64Array(levels),
  reflected: new Float64Array(levels),
  density: new Float64Array(2 * levels * levels),
  q: new Float64Array(dof),
  p: new Float64Array(dof),
  norm: 0,
  energy: 0,
  normDrift: 0,
})

/** Tr(rho^2) of a Hermitian matrix, row-major interleaved: the sum of |rho_jk|^2. */
const purity = (density: Float64Array): number => density.reduce((sum, x) => sum + x * x, 0)

/** Prepares a recorder; memory grows by one number per series and record. */
export const recorder = (propagation: Propagation): Recorder => {
  const { levels, dof, hasAdiabatic, hasScattering } = propagation
  const now = allocateObservation(propagation)
  const times: number[] = []
  const perLevel = (): number[][] => Array.from({ length: levels }, () => [])
  const perDof = (): number[][] => Array.from({ length: dof }, () => [])
  const series = {
    population: perLevel(),
    adiabatic: perLevel(),
    transmitted: perLevel(),
    reflected: perLevel(),
    q: perDof(),
    p: perDof(),
  }
  const names = Object.keys(series) as (keyof typeof series)[]
  const density: number[][] = []
  const purities: number[] = []
  const norm: number[] = []
  const energy: number[] = []
  return {
    times,
    record: (t) => {
      propagation.observe(now)
      times.push(t)
      for (const name of names) for (const [k, run] of series[name].entries()) run.push(now[name][k])
      density.push(Array.from(now.density))
      purities.push(purity(now.density))
      norm.push(now.norm)
      energy.push(now.energy)
      return now
    },
    observables: () => ({
      population: series.population,
      ...(hasAdiabatic ? { adiabatic: series.adiabatic } : {}),
      ...(hasScattering ? { transmitted: series.transmitted, reflected: series.reflected } : {}),
      density,
      purity: purities,
      norm,
      energy,
      q: series.q,
      p: series.p,
    }),
  }
}

import {
  type ComparedDensities,
  type ComparedRun,
  comparedDensities,
  type DensityPicture,
  type PhaseSpaceComponent,
  wignerPicture,
} from '@casimir/experiments'
import { thinned } from './curves.ts'

const mostColumns = 4
/** Snapshots belong together when their times differ by no more than rounding. */
const sameTime = 1e-9

/** What is drawn at one time: the exact Wigner function, and the two mollified densities on one lattice. */
export interface WignerColumn {
  readonly t: number
  readonly wigner: DensityPicture
  readonly compared: ComparedDensities
}

/** The times at which both an exact and a koopmon run have a snapshot that can be compared, at most four of them. */
export const wignerColumns = (
  exact: ComparedRun,
  koopmon: ComparedRun,
  component: PhaseSpaceComponent,
): ReadonlyArray<WignerColumn> => {
  const { method, hbar } = koopmon.result.spec
  if (method.name !== 'koopmon') return []
  const pairs = koopmon.result.snapshots.flatMap((cloud) => {
    const wave = exact.result.snapshots.find(({ t }) => Math.abs(t - cloud.t) <= sameTime * Math.max(1, Math.abs(t)))
    return cloud.kind === 'trajectories' && cloud.mollified && wave?.kind === 'wavefunction' ? [{ cloud, wave }] : []
  })
  return thinned(pairs.length, mostColumns).flatMap((k) => {
    const pair = pairs[k]
    const wigner = pair && wignerPicture(pair.wave, hbar, { component })
    if (!pair || !wigner) return []
    const compared = comparedDensities(pair.wave, pair.cloud, { mollifier: method.mollifier, hbar }, component)
    return compared && Number.isFinite(compared.distance) ? [{ t: pair.cloud.t, wigner, compared }] : []
  })
}

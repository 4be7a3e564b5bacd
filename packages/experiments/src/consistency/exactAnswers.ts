import { STATUS } from '@casimir/algebra'
import type { WaveSnapshot } from '../RunResult.ts'
import type { ConsistencyMethod } from './ConsistencyMethod.ts'
import type { Case, Finding } from './Finding.ts'
import { judgeDefect, notApplicable } from './Finding.ts'
import { END, prepareCourse } from './follow.ts'
import { coupledSettings, HBAR } from './settings.ts'
import { mixingUnitary, turnAmplitudes } from './unitaries.ts'

/** The wave function of an exact method at the end of a course, from a start turned by `turn`, with the number of its steps. */
const waveAt = (
  method: ConsistencyMethod,
  at: (typeof coupledSettings)[number],
  end: number,
  turn: (psi: Float64Array) => void = () => undefined,
): WaveSnapshot & { readonly steps: number } => {
  const propagation = prepareCourse(method, at, 1, { correlated: false, turn })
  const steps = Math.round(end / propagation.dt)
  for (let k = 0; k < steps; k++)
    if (propagation.step() !== STATUS.ok) throw new Error(`${method.name} on ${at.text}: a step failed.`)
  const snapshot = propagation.snapshot(end)
  if (snapshot.kind !== 'wavefunction') throw new Error(`${method.name} has no wave function.`)
  return { ...snapshot, steps }
}

/**
 * The smallest value of the Wigner function of the classical coordinate, the levels traced out, relative to its largest: the nearest thing to a phase-space
 * density that a wave function has.
 *
 * W(q, p) = (1/pi hbar) sum_j int psi_j(q + y)* psi_j(q - y) exp(2 i p y/hbar) dy, on the nodes of the grid and 49 momenta of |p| <= 3.
 */
const wignerExtremes = ({ x: [x], psi }: WaveSnapshot): { readonly low: number; readonly high: number } => {
  const points = x.length
  const levels = psi.length / (2 * points)
  const dx = x[1] - x[0]
  let [low, high] = [0, 0]
  for (let i = 0; i < points; i++) {
    const reach = Math.min(i, points - 1 - i)
    const correlation = new Float64Array(2 * (2 * reach + 1))
    for (let y = -reach; y <= reach; y++)
      for (let j = 0; j < levels; j++) {
        const [a, b, at] = [2 * (j * points + i + y), 2 * (j * points + i - y), 2 * (y + reach)]
        correlation[at] += psi[a] * psi[b] + psi[a + 1] * psi[b + 1]
        correlation[at + 1] += psi[a] * psi[b + 1] - psi[a + 1] * psi[b]
      }
    for (let m = -24; m <= 24; m++) {
      let W = 0
      for (let y = -reach; y <= reach; y++) {
        const phase = (2 * (m / 8) * y * dx) / HBAR
        W += correlation[2 * (y + reach)] * Math.cos(phase) - correlation[2 * (y + reach) + 1] * Math.sin(phase)
      }
      low = Math.min(low, W)
      high = Math.max(high, W)
    }
  }
  return { low, high }
}

const wignerNote = (method: ConsistencyMethod): ReadonlyArray<Finding> => {
  const [at] = coupledSettings
  const { low, high } = wignerExtremes(waveAt(method, at, END))
  return [
    {
      verdict: 'not applicable',
      defect: -low / high,
      note: `exact dynamics has no classical subsystem; the Wigner function of the coordinate is no density, reaching ${(low / high).toFixed(2)} of its largest value on ${at.text}, t = ${END}`,
    },
  ]
}

/**
 * Whether Im <phi|chi>, the symplectic form of quantum mechanics over 2 hbar, is kept by the flow, which is linear: measured on two states.
 *
 * Defect: the largest change of the real or imaginary part of <phi|chi>, |phi| = |chi| = 1. Tolerance: round-off of 12 flows a step, 8 units each.
 */
const innerProducts = (method: ConsistencyMethod): ReadonlyArray<Finding> => {
  const cases = coupledSettings.map((at): Case => {
    const n = at.hamiltonian.levels
    const turn = (psi: Float64Array): void => turnAmplitudes(psi, mixingUnitary(n), n)
    const product = (end: number): readonly [number, number, number] => {
      const [phi, chi] = [waveAt(method, at, end), waveAt(method, at, end, turn)]
      const cell = phi.x[0][1] - phi.x[0][0]
      let [re, im] = [0, 0]
      for (let k = 0; k < phi.psi.length; k += 2) {
        re += cell * (phi.psi[k] * chi.psi[k] + phi.psi[k + 1] * chi.psi[k + 1])
        im += cell * (phi.psi[k] * chi.psi[k + 1] - phi.psi[k + 1] * chi.psi[k])
      }
      return [re, im, phi.steps]
    }
    const [re0, im0] = product(0)
    const [re, im, steps] = product(END)
    return {
      defect: Math.max(Math.abs(re - re0), Math.abs(im - im0)),
      tolerance: 12 * 8 * Number.EPSILON * steps,
      case: `<phi|chi> of two states on ${at.text}`,
    }
  })
  return [judgeDefect(cases)]
}

const maps = (): ReadonlyArray<Finding> =>
  notApplicable(
    'there is no classical subsystem to transform; linear canonical maps of q and p act as unitaries, and by the Groenewold-van Hove theorem nonlinear ones have no such action that quantisation respects',
  )
const loops = (): ReadonlyArray<Finding> => notApplicable('there are no trajectories to make a loop of')

/** What exact dynamics answers by itself. */
export const exactAnswers: NonNullable<ConsistencyMethod['answers']> = {
  'classical-density': wignerNote,
  'covariance/translation': maps,
  'covariance/rotation': maps,
  'covariance/linear': maps,
  'covariance/nonlinear': maps,
  'poincare/tracers': loops,
  'poincare/own': loops,
  'poincare/sum': loops,
  'symplectic/field': () => notApplicable('the grid has flows, not a vector field: see the step'),
  'symplectic/step': innerProducts,
}

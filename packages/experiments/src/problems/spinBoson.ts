import { oscillatorBath, spinBoson } from '@casimir/models'
import { defineProblem } from './defineProblem.ts'
import { dimensionless } from './ProblemDefinition.ts'

/** Two levels in a bath of oscillators. */
export const spinBosonProblem = defineProblem({
  name: 'spin-boson',
  aliases: ['sb'],
  hamiltonian: 'H = epsilon sz + delta sx + sum_j (p_j^2 + w_j^2 q_j^2)/2 + sz sum_j c_j q_j',
  source: 'A. J. Leggett et al., Rev. Mod. Phys. 59, 1 (1987)',
  parameters: {
    epsilon: { description: 'half the bias; level 0 (sz = +1) is the upper one', default: 1 },
    delta: { description: 'half the tunnel splitting', default: 1 },
    bath: {
      description: 'spectral density: w exp(-w/cutoff), or w/(w^2 + cutoff^2)',
      default: 'ohmic',
      choices: ['ohmic', 'debye'],
    },
    modes: { description: 'number of bath modes, the degrees of freedom', default: 10, whole: [1, 10_000] },
    cutoff: { description: 'cut-off frequency of the bath', default: 2.5, positive: true },
    lambda: {
      description: 'sum_j c_j^2/(2 w_j^2), 1/4 of the vertical reorganisation energy',
      default: 0.125,
      positive: true,
    },
  },
  units: dimensionless,
  defaultStep: 0.05,
  stepBound: (parameters) => 0.2 / Math.max(...oscillatorBath(parameters).frequencies),
  groundWidths: (parameters, hbar) =>
    Array.from(oscillatorBath(parameters).frequencies, (w) => Math.sqrt(hbar / (2 * w))),
  derived: (parameters) => {
    const { frequencies, couplings } = oscillatorBath(parameters)
    return { frequencies: Array.from(frequencies), couplings: Array.from(couplings) }
  },
  build: spinBoson,
})

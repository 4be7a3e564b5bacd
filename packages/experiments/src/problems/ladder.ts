import { ladder } from '@casimir/models'
import { defineProblem } from './defineProblem.ts'
import { dimensionless } from './ProblemDefinition.ts'

/** Three levels in a row beside an oscillator. */
export const ladderProblem = defineProblem({
  name: 'ladder',
  aliases: [],
  hamiltonian: 'H = (p^2 + omega^2 q^2)/2 + diag(E0, E1, E2) + q V, V01 = V10 = g01, V12 = V21 = g12',
  source: 'H.-I. Yoo and J. H. Eberly, Phys. Rep. 118, 239 (1985)',
  parameters: {
    omega: { description: 'oscillator frequency', default: 1, positive: true },
    E0: { description: 'energy of level 0', default: 0 },
    E1: { description: 'energy of level 1', default: 1 },
    E2: { description: 'energy of level 2', default: 2 },
    g01: { description: 'coupling of levels 0 and 1', default: 0.1 },
    g12: { description: 'coupling of levels 1 and 2', default: 0.1 },
  },
  units: dimensionless,
  defaultStep: 0.05,
  groundWidths: ({ omega }, hbar) => [Math.sqrt(hbar / (2 * omega))],
  build: ladder,
})

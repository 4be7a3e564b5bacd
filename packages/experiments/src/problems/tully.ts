import { tully1, tully2, tully3 } from '@casimir/models'
import { defineProblem } from './defineProblem.ts'
import type { ProblemDefinition } from './ProblemDefinition.ts'
import { atomic } from './ProblemDefinition.ts'

const mass = { description: 'mass', default: 2000, positive: true } as const
const TULLY = 'J. C. Tully, J. Chem. Phys. 93, 1061 (1990)'

/** Beyond 10 lengths the couplings are less than 1e-4 of the gaps they couple across. */
const INTERACTION = [-10, 10] as const

/** Tully's avoided crossings. */
export const tullyProblems: ReadonlyArray<ProblemDefinition> = [
  defineProblem({
    name: 'tully1',
    aliases: ['simple', 'SAC'],
    hamiltonian: 'H = p^2/2m + V(q): V00 = sgn(q) A (1 - exp(-B |q|)), V11 = -V00, V01 = C exp(-D q^2)',
    source: TULLY,
    parameters: {
      mass,
      A: { description: 'height of the diabats', default: 0.01 },
      B: { description: 'inverse width of the diabats', default: 1.6, positive: true },
      C: { description: 'height of the coupling', default: 0.005 },
      D: { description: 'inverse squared width of the coupling', default: 1, positive: true },
    },
    units: atomic,
    defaultStep: 5,
    transmissionPlane: 0,
    interaction: INTERACTION,
    build: tully1,
  }),
  defineProblem({
    name: 'tully2',
    aliases: ['dual', 'DAC'],
    hamiltonian: 'H = p^2/2m + V(q): V00 = 0, V11 = -A exp(-B q^2) + E0, V01 = C exp(-D q^2)',
    source: TULLY,
    parameters: {
      mass,
      A: { description: 'depth of the well', default: 0.1 },
      B: { description: 'inverse squared width of the well', default: 0.28, positive: true },
      C: { description: 'height of the coupling', default: 0.015 },
      D: { description: 'inverse squared width of the coupling', default: 0.06, positive: true },
      E0: { description: 'energy of the upper diabat far away', default: 0.05 },
    },
    units: atomic,
    defaultStep: 5,
    transmissionPlane: 0,
    interaction: INTERACTION,
    build: tully2,
  }),
  defineProblem({
    name: 'tully3',
    aliases: ['extended', 'ECR', 'ECWR'],
    hamiltonian: 'H = p^2/2m + V(q): V00 = A, V11 = -A, V01 = B exp(C q) for q < 0, B (2 - exp(-C q)) for q > 0',
    source: TULLY,
    parameters: {
      mass,
      A: { description: 'half the splitting of the diabats', default: 6e-4 },
      B: { description: 'height of the coupling', default: 0.1 },
      C: { description: 'inverse width of the coupling', default: 0.9, positive: true },
    },
    units: atomic,
    defaultStep: 1,
    transmissionPlane: 0,
    interaction: INTERACTION,
    build: tully3,
  }),
]

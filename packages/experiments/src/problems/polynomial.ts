import { coefficientFaults, polynomial } from '@casimir/models'
import { defineProblem } from './defineProblem.ts'
import { dimensionless } from './ProblemDefinition.ts'

/** A Hamiltonian from the user's coefficients; the defaults are those of `rabi`. */
export const polynomialProblem = defineProblem({
  name: 'polynomial',
  aliases: [],
  hamiltonian: 'H = p^2/2m + A_0 + A_1 p + A_2 p^2 + .. + B_0 + B_1 q + B_2 q^2 + ..',
  source: 'coefficients of your own',
  parameters: {
    mass: { description: 'mass m', default: 1, positive: true },
    B: {
      description: 'Hermitian matrices by power of q; an entry is a number or [re, im]',
      default: [
        [
          [0.5, 0],
          [0, -0.5],
        ],
        [
          [0, 0.1],
          [0.1, 0],
        ],
        [
          [0.5, 0],
          [0, 0.5],
        ],
      ],
      matrices: 1,
    },
    A: { description: 'Hermitian matrices by power of p, beside p^2/2m', default: [], matrices: 0 },
  },
  units: dimensionless,
  defaultStep: 0.05,
  faults: ({ A, B }) =>
    Object.entries({ A, B }).flatMap(([name, matrices]) =>
      coefficientFaults(matrices, B[0].length).map(({ power, message }) => ({ path: `${name}.${power}`, message })),
    ),
  build: polynomial,
})

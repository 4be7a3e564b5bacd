import { jaynesCummings, pureDephasing, rabi } from '@casimir/models'
import { defineProblem } from './defineProblem.ts'
import type { ProblemDefinition } from './ProblemDefinition.ts'
import { dimensionless } from './ProblemDefinition.ts'

const parameters = {
  omega: { description: 'oscillator frequency', default: 1, positive: true },
  splitting: { description: 'energy splitting of the two levels; level 0 (sz = +1) is the upper one', default: 1 },
  coupling: { description: 'coupling strength', default: 0.1 },
} as const

const groundWidths = ({ omega }: { readonly omega: number }, hbar: number) => [Math.sqrt(hbar / (2 * omega))]

/** Two levels coupled to one oscillator. */
export const oscillators: ReadonlyArray<ProblemDefinition> = [
  defineProblem({
    name: 'rabi',
    aliases: [],
    hamiltonian: 'H = (p^2 + omega^2 q^2)/2 + (splitting/2) sz + coupling q sx',
    source: 'I. I. Rabi, Phys. Rev. 49, 324 (1936)',
    parameters,
    units: dimensionless,
    defaultStep: 0.05,
    groundWidths,
    build: rabi,
  }),
  defineProblem({
    name: 'pure-dephasing',
    aliases: [],
    hamiltonian: 'H = (p^2 + omega^2 q^2)/2 + (splitting/2) sz + coupling q sz',
    source: 'independent-boson model, solvable in closed form',
    parameters,
    units: dimensionless,
    defaultStep: 0.05,
    groundWidths,
    build: pureDephasing,
  }),
  defineProblem({
    name: 'jaynes-cummings',
    aliases: ['jc'],
    hamiltonian: 'H = (p^2 + omega^2 q^2)/2 + (splitting/2) sz + coupling (omega q sx - p sy)',
    source: 'E. T. Jaynes and F. W. Cummings, Proc. IEEE 51, 89 (1963)',
    parameters,
    units: dimensionless,
    defaultStep: 0.05,
    groundWidths,
    build: jaynesCummings,
  }),
]

import type { HybridHamiltonian } from '@casimir/algebra'
import { jaynesCummings, pureDephasing, rabi, tully1, tully2, tully3 } from '@casimir/models'

/** Units of a problem's quantities, as written into every output. */
export interface Units {
  readonly time: string
  readonly length: string
  readonly momentum: string
  readonly energy: string
}

/** One parameter of a problem: its meaning, default, and whether it must be positive. */
export interface ParameterDefinition {
  readonly description: string
  readonly default: number
  readonly positive?: true
}

/** A problem as users name it: Hamiltonian as text, parameters, units, source, and the model it builds. */
export interface ProblemDefinition {
  readonly name: string
  readonly aliases: ReadonlyArray<string>
  readonly hamiltonian: string
  readonly source: string
  readonly parameters: { readonly [name: string]: ParameterDefinition }
  readonly units: Units
  /** The largest step taken by default, in units of time. */
  readonly defaultStep: number
  /** Where transmission is counted from, for scattering problems. */
  readonly transmissionPlane?: number
  readonly build: (parameters: { readonly [name: string]: number }) => HybridHamiltonian
}

const atomic: Units = { time: 'a.u.', length: 'a.u.', momentum: 'a.u.', energy: 'hartree' }
const dimensionless: Units = { time: '1', length: '1', momentum: '1', energy: '1' }

const oscillator = {
  omega: { description: 'oscillator frequency', default: 1, positive: true },
  splitting: { description: 'energy splitting of the two levels; level 0 (sz = +1) is the upper one', default: 1 },
  coupling: { description: 'coupling strength', default: 0.1 },
} as const

const mass = { description: 'mass', default: 2000, positive: true } as const
const TULLY = 'J. C. Tully, J. Chem. Phys. 93, 1061 (1990)'

type Values<P> = { readonly [name in keyof P]: number }

/** Definitions keep their parameter names in the type until here, so `build` cannot ask for one that is not declared. */
const define = <P extends { readonly [name: string]: ParameterDefinition }>(
  definition: Omit<ProblemDefinition, 'parameters' | 'build'> & {
    readonly parameters: P
    readonly build: (parameters: Values<P>) => HybridHamiltonian
  },
): ProblemDefinition => ({ ...definition, build: (parameters) => definition.build(parameters as Values<P>) })

/** Every problem the spec can name, in the order `casimir list` prints them. */
export const problems: ReadonlyArray<ProblemDefinition> = [
  define({
    name: 'rabi',
    aliases: [],
    hamiltonian: 'H = (p^2 + omega^2 q^2)/2 + (splitting/2) sz + coupling q sx',
    source: 'I. I. Rabi, Phys. Rev. 49, 324 (1936)',
    parameters: oscillator,
    units: dimensionless,
    defaultStep: 0.05,
    build: rabi,
  }),
  define({
    name: 'pure-dephasing',
    aliases: [],
    hamiltonian: 'H = (p^2 + omega^2 q^2)/2 + (splitting/2) sz + coupling q sz',
    source: 'independent-boson model, solvable in closed form',
    parameters: oscillator,
    units: dimensionless,
    defaultStep: 0.05,
    build: pureDephasing,
  }),
  define({
    name: 'jaynes-cummings',
    aliases: ['jc'],
    hamiltonian: 'H = (p^2 + omega^2 q^2)/2 + (splitting/2) sz + coupling (omega q sx - p sy)',
    source: 'E. T. Jaynes and F. W. Cummings, Proc. IEEE 51, 89 (1963)',
    parameters: oscillator,
    units: dimensionless,
    defaultStep: 0.05,
    build: jaynesCummings,
  }),
  define({
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
    build: tully1,
  }),
  define({
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
    build: tully2,
  }),
  define({
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
    build: tully3,
  }),
]

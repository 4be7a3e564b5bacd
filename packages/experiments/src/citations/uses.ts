import { methods } from '../methods.ts'
import { problems } from '../problems.ts'
import { integratorNames } from '../spec/integratorTraits.ts'
import type { CompareSpec, IntegratorName, MethodSpec, RunSpec } from '../spec/Spec.ts'

/** A work by its key, and what it is cited for. */
export interface Use {
  readonly key: string
  readonly reason: string
}

const methodWorks: { readonly [name: string]: { readonly [key: string]: string } } = {
  exact: {
    feit1982: 'the split operator of exact',
    light1985: 'the product basis of exact',
    blanes2002: 'the splitting of exact',
  },
  ehrenfest: { tronci2023: 'method ehrenfest' },
  'mean-field': { tronci2023: 'method mean-field' },
  koopmon: { tronci2023: 'method koopmon', bauer2024: 'method koopmon' },
  closure: { tronci2023: 'method closure' },
  fssh: {
    tully1990: 'method fssh',
    granucci2001: 'the hop integrals of fssh',
    'hammes-schiffer1994': 'the reversal of fssh at frustrated hops',
    granucci2007: 'the decoherence correction of fssh',
  },
}

const problemWorks: { readonly [name: string]: { readonly [key: string]: string } } = {
  tully1: { tully1990: 'problem tully1' },
  tully2: { tully1990: 'problem tully2' },
  tully3: { tully1990: 'problem tully3' },
  rabi: { rabi1936: 'problem rabi' },
  'jaynes-cummings': { jaynes1963: 'problem jaynes-cummings' },
  ladder: { yoo1985: 'problem ladder' },
  rashba: { bychkov1984: 'problem rashba' },
  'spin-boson': {
    leggett1987: 'problem spin-boson',
    wang2001: 'the modes of the bath of spin-boson',
    craig2005: 'the modes of the ohmic bath of spin-boson',
  },
  'linear-vibronic': { koeppel1984: 'problem linear-vibronic', raab1999: 'the parameters of linear-vibronic' },
}

const integratorWorks: { readonly [name in IntegratorName]: string } = {
  'lie-trotter': 'trotter1959',
  strang: 'strang1968',
  suzuki4: 'suzuki1990',
  'blanes-moan4': 'blanes2002',
  'kahan-li6': 'kahan1997',
  midpoint: 'leimkuhler2004',
  rk4: 'kutta1901',
}

/** Integrators that step Ehrenfest trajectories by gradients, not by the exact flows of their parts. */
const unsplit: ReadonlyArray<IntegratorName> = ['midpoint', 'rk4']

const framework: ReadonlyArray<Use> = [
  { key: 'casimir', reason: 'the program' },
  { key: 'tronci2023', reason: 'the framework' },
]

const splitEhrenfest: ReadonlyArray<Use> = [
  { key: 'choi2021', reason: 'the splitting of ehrenfest' },
  { key: 'church2018', reason: 'the exact flows of the parts of ehrenfest' },
]

const usesIn = (table: { readonly [name: string]: { readonly [key: string]: string } }, name: string): Use[] =>
  Object.entries(Object.hasOwn(table, name) ? (table[name] ?? {}) : {}).map(([key, reason]) => ({ key, reason }))

const integratorUse = (name: IntegratorName): Use => ({ key: integratorWorks[name], reason: `integrator ${name}` })

const methodUses = (method: MethodSpec, integrator: IntegratorName | undefined): ReadonlyArray<Use> => {
  const own = usesIn(methodWorks, method.name).filter(
    ({ key }) =>
      !(
        (method.name === 'exact' && key === (method.basis === 'product' ? 'feit1982' : 'light1985')) ||
        (method.name === 'fssh' &&
          ((key === 'hammes-schiffer1994' && method.frustrated !== 'reverse') ||
            (key === 'granucci2007' && method.decoherence !== 'edc')))
      ),
  )
  const split = method.name === 'ehrenfest' && integrator !== undefined && !unsplit.includes(integrator)
  return [...own, ...(split ? splitEhrenfest : []), ...(integrator === undefined ? [] : [integratorUse(integrator)])]
}

/** What one spec uses. */
export const usesOf = (spec: RunSpec | CompareSpec): ReadonlyArray<Use> => {
  const entries =
    'methods' in spec
      ? spec.methods.map((method) => ({ method, integrator: method.integrator }))
      : [{ method: spec.method, integrator: spec.integrator }]
  const { name, module, parameters } = spec.problem
  const ohmic = parameters.bath === 'ohmic'
  return [
    ...framework,
    ...(module ? [] : usesIn(problemWorks, name).filter(({ key }) => key !== 'craig2005' || ohmic)),
    ...entries.flatMap(({ method, integrator }) => methodUses(method, integrator?.name)),
  ]
}

/** What there is to use. */
export const allUses = (): ReadonlyArray<Use> => [
  ...framework,
  ...problems.flatMap(({ name }) => usesIn(problemWorks, name)),
  ...methods.flatMap(({ name }) => usesIn(methodWorks, name)),
  ...splitEhrenfest,
  ...integratorNames.map(integratorUse),
]

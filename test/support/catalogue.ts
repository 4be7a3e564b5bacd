import type { HybridState, Scheme, SplitSystem, Status } from '@casimir/algebra'
import { letter } from '@casimir/algebra'
import type { Specimen } from '@casimir/checks'
import {
  cayleyMagnus2,
  cayleyMagnus4,
  commutatorFree4,
  compile,
  crouchGrossman,
  discreteGradient,
  gaussLegendre,
  implicitMidpoint,
  isospectralGauss,
  isospectralMidpoint,
  kahanLi6,
  magnus2,
  magnus4,
  magnus6,
  midpointPart,
  rkmk,
  rungeKutta4,
  schemeCatalogue,
  suzuki4,
  symmetricProjection,
  twoPartWord,
} from '@casimir/integrators'
import { correlation, ehrenfestSplit } from '@casimir/models'
import type { CatalogueProblem } from './catalogueProblems.ts'
import {
  bodyProblem,
  crossingHamiltonian,
  crossingSystem,
  densityProblem,
  drivenQuantum,
  hybridProblems,
  koopmonHamiltonian,
  koopmonOptions,
  koopmonSystem,
} from './catalogueProblems.ts'
import { nonlinearThreeLevel } from './densityFlow.ts'
import { freeRigidBody } from './lieGroupProblems.ts'
import { drivenPendulum, kepler, plainPendulum } from './oscillators.ts'

/** What a method claims; each claim is measured, and each that is absent is shown to fail on some problem of the row. */
interface Claims {
  readonly order: number
  readonly symmetric: boolean
  /** Symplectic on canonical phase spaces, Poisson on orbits; undefined where the problems have no Poisson tensor. */
  readonly poisson?: boolean
  /** Norms of amplitudes, spectra of density matrices, Casimirs. */
  readonly invariants: boolean
  /** No drift of the energy over 10^4 steps; undefined where no problem of the row conserves one. */
  readonly energy?: boolean
}

/** One method of the catalogue on the problems it takes. */
export interface CatalogueRow {
  readonly name: string
  readonly family: string
  readonly claims: Claims
  readonly source: string
  readonly specimens: ReadonlyArray<{
    readonly specimen: Specimen
    readonly T: (order: number) => number
    readonly h: number
    readonly hLong: number
  }>
}

const on = <S>(name: string, problem: CatalogueProblem<S>, prepare: () => (state: S, h: number) => Status) => ({
  specimen: problem.specimen(name, prepare),
  T: problem.T,
  h: problem.h,
  hLong: problem.hLong,
})

/** H = p^2/2 + V(q, t) of the pendulums, drift and kick; written apart from the gradients that the references use. */
const pendulumSplit = (drive: number): SplitSystem<HybridState, 'A' | 'B'> => ({
  name: 'pendulum',
  parts: {
    A: {
      kind: 'exact',
      flow: ({ t, q, p }, h) => {
        q[0] += h * p[0]
        t[0] += h
        return 0
      },
    },
    B: {
      kind: 'exact',
      flow: ({ t, q, p }, h) => {
        p[0] -= h * (Math.sin(q[0]) - drive * Math.sin(2 * t[0]))
        return 0
      },
    },
  },
})
const crossingSplit = ehrenfestSplit(crossingHamiltonian, { trajectories: 1, hbar: 1 })

const words: ReadonlyArray<CatalogueRow> = schemeCatalogue.map((row) => {
  const word = twoPartWord(row)
  return {
    name: row.name,
    family: row.kind === 'composition' ? 'composition of Strang' : `${row.kind} word`,
    claims: { order: row.order, symmetric: row.symmetric, poisson: true, invariants: true, energy: true },
    source: row.source,
    specimens: [
      on(row.name, hybridProblems.pendulum, () => compile(pendulumSplit(0))(word)),
      on(row.name, hybridProblems.driven, () => compile(pendulumSplit(0.5))(word)),
      on(row.name, hybridProblems.crossing, () => compile(crossingSplit)(word)),
    ],
  }
})

const tight = { tolerance: 1e-14 }

/** The closure as exact flows of A and B and an implicit hbar part, which is the default of the koopmon method. */
const koopmonSplit = (): SplitSystem<HybridState, 'A' | 'B' | 'C'> => ({
  name: 'koopmons',
  parts: {
    ...ehrenfestSplit(koopmonHamiltonian, { trajectories: koopmonOptions.weights.length, hbar: koopmonOptions.hbar })
      .parts,
    C: midpointPart(correlation(koopmonHamiltonian, koopmonOptions), tight).part,
  },
})
const AROUND: Scheme<'A' | 'B' | 'C'> = [
  letter('A', 0.5),
  letter('B', 0.5),
  letter('C', 1),
  letter('B', 0.5),
  letter('A', 0.5),
]

type Hybrid = (system: typeof plainPendulum) => { readonly flow: (state: HybridState, h: number) => Status }
const hybridRow = (name: string, source: string, claims: Claims, prepare: Hybrid, koopmons = true): CatalogueRow => ({
  name,
  family: 'stepper of hybrid systems',
  claims,
  source,
  specimens: [
    on(name, hybridProblems.pendulum, () => prepare(plainPendulum).flow),
    on(name, hybridProblems.driven, () => prepare(drivenPendulum).flow),
    on(name, hybridProblems.crossing, () => prepare(crossingSystem).flow),
    on(name, hybridProblems.kepler, () => prepare(kepler).flow),
    ...(koopmons ? [on(name, hybridProblems.koopmons, () => prepare(koopmonSystem).flow)] : []),
  ],
})
const geometric = (order: number): Claims => ({ order, symmetric: true, poisson: true, invariants: true, energy: true })

const steppers: ReadonlyArray<CatalogueRow> = [
  hybridRow('implicitMidpoint', 'Leimkuhler and Reich 2004', geometric(2), (s) => implicitMidpoint(s, tight)),
  ...[2, 3, 4].map((stages) =>
    // order 8 on koopmons needs a finer reference than a table can wait for: test/convergence/gauss.test.ts has it
    hybridRow(
      `gaussLegendre, ${stages} stages`,
      'Butcher 1964; Sanz-Serna 1988',
      geometric(2 * stages),
      (s) => gaussLegendre(s, { stages, ...tight }),
      stages < 4,
    ),
  ),
  hybridRow('suzuki4 of implicitMidpoint', 'Suzuki 1990', geometric(4), (s) => ({
    flow: compile({ name: s.name, parts: { M: { kind: 'symmetric', flow: implicitMidpoint(s, tight).flow } } })(
      suzuki4([letter('M', 1)]),
    ),
  })),
  ...(
    [
      ['strang about an implicit hbar part', 2, (base) => base],
      ['suzuki4 about an implicit hbar part', 4, suzuki4],
      ['kahanLi6 about an implicit hbar part', 6, kahanLi6],
    ] as ReadonlyArray<readonly [string, number, <K extends string>(base: Scheme<K>) => Scheme<K>]>
  ).map(([name, order, composition]) => ({
    name,
    family: 'koopmons',
    claims: { order, symmetric: true, poisson: true, invariants: true },
    source: 'design of this library',
    specimens: [on(name, hybridProblems.koopmons, () => compile(koopmonSplit())(composition(AROUND)))],
  })),
  hybridRow(
    'symmetricProjection',
    'Jayawardana and Ohsawa 2023',
    geometric(2),
    (s) => symmetricProjection(s, tight),
    false,
  ),
  hybridRow(
    'discreteGradient',
    'Quispel and McLaren 2008',
    { order: 2, symmetric: true, poisson: false, invariants: false, energy: true },
    (s) => discreteGradient(s, tight),
    false,
  ),
  hybridRow(
    'rungeKutta4',
    'Kutta 1901',
    { order: 4, symmetric: false, poisson: false, invariants: false, energy: false },
    rungeKutta4,
  ),
]

const driven: ReadonlyArray<CatalogueRow> = (
  [
    ['magnus2', 2, magnus2, 'Iserles and Norsett 1999'],
    ['magnus4', 4, magnus4, 'Blanes, Casas, Oteo and Ros 2009'],
    ['magnus6', 6, magnus6, 'Blanes, Casas, Oteo and Ros 2009'],
    ['commutatorFree4', 4, commutatorFree4, 'Blanes and Moan 2006'],
    ['cayleyMagnus2', 2, cayleyMagnus2, 'Iserles 2001'],
    ['cayleyMagnus4', 4, cayleyMagnus4, 'Iserles 2001'],
  ] as const
).map(([name, order, prepare, source]) => ({
  name,
  family: 'driven quantum system',
  claims: { order, symmetric: true, invariants: true },
  source,
  specimens: [on(name, drivenQuantum.problem, () => prepare(drivenQuantum.system).flow)],
}))

const densities: ReadonlyArray<CatalogueRow> = [
  {
    name: 'isospectralMidpoint',
    family: 'matrix Lie-Poisson flow',
    claims: geometric(2),
    source: 'Modin and Viviani 2020',
    specimens: [on('isospectralMidpoint', densityProblem, () => isospectralMidpoint(nonlinearThreeLevel, tight).flow)],
  },
  ...[2, 3].map((stages) => ({
    name: `isospectralGauss, ${stages} stages`,
    family: 'matrix Lie-Poisson flow',
    claims: geometric(2 * stages),
    source: 'Modin and Viviani 2020',
    specimens: [
      on('isospectralGauss', densityProblem, () => isospectralGauss(nonlinearThreeLevel, { stages, ...tight }).flow),
    ],
  })),
]

const onOrbit = (order: number): Claims => ({
  order,
  symmetric: false,
  poisson: false,
  invariants: true,
  energy: false,
})
const orbits: ReadonlyArray<CatalogueRow> = [
  ...([2, 3, 4] as const).map((order) => ({
    name: `rkmk, order ${order}`,
    family: 'Lie-group equation',
    claims: onOrbit(order),
    source: 'Munthe-Kaas 1999',
    specimens: [on('rkmk', bodyProblem, () => rkmk(freeRigidBody.equation, { order }).flow)],
  })),
  ...([3, 4] as const).map((order) => ({
    name: `crouchGrossman, order ${order}`,
    family: 'Lie-group equation',
    claims: onOrbit(order),
    source: order === 3 ? 'Crouch and Grossman 1993' : 'Owren and Marthinsen 1999',
    specimens: [on('crouchGrossman', bodyProblem, () => crouchGrossman(freeRigidBody.equation, order).flow)],
  })),
]

/** Every integrator of the library with what it claims; the catalogue's suite and the table of the docs iterate over it. */
export const catalogue: ReadonlyArray<CatalogueRow> = [...words, ...steppers, ...driven, ...densities, ...orbits]

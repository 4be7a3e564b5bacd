import {
  blanesMoan4,
  cayleyMagnus2,
  cayleyMagnus4,
  commutatorFree4,
  crouchGrossman,
  isospectralGauss,
  isospectralMidpoint,
  magnus2,
  magnus4,
  magnus6,
  rkmk,
  sphericalMidpoint,
  strang,
} from '@casimir/integrators'
import { bodyProblems, densityProblems, drivenQuantum } from './catalogueOrbitProblems.ts'
import { onDrivenPendulum, onKepler, onKeplerOverItsTime } from './catalogueReversibleProblems.ts'
import type { CatalogueRow, Claims } from './catalogueRow.ts'
import { geometric, on } from './catalogueRow.ts'
import { stepperRows } from './catalogueSteppers.ts'
import { wordRows } from './catalogueWords.ts'
import { drivenThreeLevel, nonlinearThreeLevel } from './densityFlow.ts'
import { drivenRigidBody, freeRigidBody } from './lieGroupProblems.ts'
import { drivenBody, freeBody, unevenBody } from './rigidBody.ts'

const tight = { tolerance: 1e-14 }

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
    specimens: [
      on('isospectralMidpoint', densityProblems.nonlinear, () => isospectralMidpoint(nonlinearThreeLevel, tight).flow),
      on('isospectralMidpoint', densityProblems.driven, () => isospectralMidpoint(drivenThreeLevel, tight).flow),
    ],
  },
  ...[2, 3].map((stages) => ({
    name: `isospectralGauss, ${stages} stages`,
    family: 'matrix Lie-Poisson flow',
    claims: geometric(2 * stages),
    source: 'Modin and Viviani 2020',
    specimens: [
      on(
        'isospectralGauss',
        densityProblems.nonlinear,
        () => isospectralGauss(nonlinearThreeLevel, { stages, ...tight }).flow,
      ),
      on(
        'isospectralGauss',
        densityProblems.driven,
        () => isospectralGauss(drivenThreeLevel, { stages, ...tight }).flow,
      ),
    ],
  })),
  {
    name: 'sphericalMidpoint',
    family: 'two-level Lie-Poisson flow',
    claims: geometric(2),
    source: 'McLachlan, Modin and Verdier 2014',
    specimens: [
      on('sphericalMidpoint', densityProblems.free, () => sphericalMidpoint(freeBody).flow),
      on('sphericalMidpoint', densityProblems.drivenBody, () => sphericalMidpoint(drivenBody).flow),
      on('sphericalMidpoint', densityProblems.uneven, () => sphericalMidpoint(unevenBody).flow),
    ],
  },
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
    specimens: [
      on('rkmk', bodyProblems.free, () => rkmk(freeRigidBody.equation, { order }).flow),
      on('rkmk', bodyProblems.driven, () => rkmk(drivenRigidBody.equation, { order }).flow),
    ],
  })),
  ...([3, 4] as const).map((order) => ({
    name: `crouchGrossman, order ${order}`,
    family: 'Lie-group equation',
    claims: onOrbit(order),
    source: order === 3 ? 'Crouch and Grossman 1993' : 'Owren and Marthinsen 1999',
    specimens: [
      on('crouchGrossman', bodyProblems.free, () => crouchGrossman(freeRigidBody.equation, order).flow),
      on('crouchGrossman', bodyProblems.driven, () => crouchGrossman(drivenRigidBody.equation, order).flow),
    ],
  })),
]

const variable: ReadonlyArray<CatalogueRow> = (
  [
    ['strang', 2, strang],
    ['blanesMoan4', 4, blanesMoan4],
  ] as const
).map(([word, order, scheme]) => {
  const name = `reversibleStep of ${word}`
  return {
    name,
    family: 'variable step of a word',
    claims: { ...geometric(order), poisson: false },
    source: 'Hairer and Soederlind 2005',
    specimens: [
      onKepler(name, scheme, order),
      ...(order === 2 ? [onDrivenPendulum(name, scheme)] : []),
      onKeplerOverItsTime(name, scheme),
    ],
  }
})

/** Every integrator of the library with what it claims; the catalogue's suites and the table of the docs iterate over it. */
export const catalogue: ReadonlyArray<CatalogueRow> = [
  ...wordRows,
  ...stepperRows,
  ...driven,
  ...densities,
  ...orbits,
  ...variable,
]

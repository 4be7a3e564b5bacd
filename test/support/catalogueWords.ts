import type { HybridState, SplitSystem } from '@casimir/algebra'
import { compile, schemeCatalogue, twoPartWord } from '@casimir/integrators'
import { ehrenfestSplit } from '@casimir/models'
import { crossingHamiltonian, hybridProblems } from './catalogueProblems.ts'
import type { CatalogueRow } from './catalogueRow.ts'
import { geometric, on } from './catalogueRow.ts'

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

/** Every word of the library. */
export const wordRows: ReadonlyArray<CatalogueRow> = schemeCatalogue.map((row) => {
  const word = twoPartWord(row)
  return {
    name: row.name,
    family: row.kind === 'composition' ? 'composition of Strang' : `${row.kind} word`,
    claims: { ...geometric(row.order), symmetric: row.symmetric },
    source: row.source,
    specimens: [
      on(row.name, hybridProblems.pendulum, () => compile(pendulumSplit(0))(word)),
      on(row.name, hybridProblems.driven, () => compile(pendulumSplit(0.5))(word)),
      on(row.name, hybridProblems.crossing, () => compile(crossingSplit)(word)),
    ],
  }
})

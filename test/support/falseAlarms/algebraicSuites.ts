import type { HybridState, PartKinds, SplitSystem } from '@casimir/algebra'
import { allocateHybrid, conjugateTranspose, hermitianExponential } from '@casimir/algebra'
import type { InPlaceOperation } from '@casimir/checks'
import {
  actionLaws,
  amplitudes,
  complexMatrix,
  flowLaws,
  gridVector,
  groupLaws,
  hermitian,
  inPlaceLaws,
  orthogonalActionLaws,
  schemeLaws,
} from '@casimir/checks'
import { compile } from '@casimir/integrators'
import { ehrenfestSplit, rabi } from '@casimir/models'
import * as fc from 'fast-check'
import { actionTable, groupTable, orthogonalTable } from '../lieGroupTable.ts'
import type { KeptLaws, LawSuite } from './LawSuite.ts'

const shape = { trajectories: 1, dof: 1, levels: 2 }
const blocks = fc.tuple(gridVector(3), amplitudes(2)).map(([xs, psi]) => Float64Array.of(...xs, ...psi))
const splits = [0.5, 1.5].map((coupling) => ({
  name: `rabi of coupling ${coupling}`,
  parts: ehrenfestSplit(rabi({ omega: 1, splitting: 1, coupling }), { trajectories: 1, hbar: 1 }).parts,
}))
type Part = 'A' | 'B' | 'N'
const kinds: PartKinds<Part> = { A: 'exact', B: 'exact', N: 'neither' }

/** Two exact parts, and one that is neither, with its adjoint. */
const wordsOn = ({ name, parts: { A, B } }: (typeof splits)[number]): KeptLaws => {
  const split: SplitSystem<HybridState, Part> = {
    name,
    parts: {
      A,
      B,
      N: {
        kind: 'neither',
        flow: (s, h) => A.flow(s, h) || B.flow(s, h),
        adjoint: (s, h) => B.flow(s, h) || A.flow(s, h),
      },
    },
  }
  return {
    name: `words on ${name}`,
    laws: schemeLaws({
      name: `words on ${name}`,
      kinds,
      compile: compile(split),
      allocate: () => allocateHybrid(shape),
      blocks,
      h: 0.5,
    }),
  }
}

const flowsOf = ({ name, parts }: (typeof splits)[number]): ReadonlyArray<KeptLaws> =>
  (['A', 'B'] as const).map((part) => ({
    name: `part ${part} of ${name}`,
    laws: flowLaws({
      name: `part ${part} of ${name}`,
      allocate: () => allocateHybrid(shape),
      prepare: () => parts[part].flow,
      blocks,
      longest: 2,
    }),
  }))

const LEVELS = 3
const size = 2 * LEVELS * LEVELS
const kernels: ReadonlyArray<InPlaceOperation> = [
  {
    name: 'conjugateTranspose',
    length: size,
    inputs: [complexMatrix(LEVELS)],
    run: (out, x) => conjugateTranspose(out, x, LEVELS),
  },
  {
    name: 'hermitianExponential',
    length: size,
    inputs: [hermitian(LEVELS)],
    run: (out, x) => hermitianExponential(LEVELS)(out, 0, x, 0, 1),
    pure: (x) => {
      const out = new Float64Array(size)
      hermitianExponential(LEVELS)(out, 0, x, 0, 1)
      return out
    },
  },
]

/** Groups, actions, words, flows and operations in place. */
export const algebraicSuites = (): ReadonlyArray<LawSuite> => [
  {
    name: 'groupLaws',
    subjects: groupTable.map(({ group, algebra, outside }) => ({
      name: group.name,
      laws: groupLaws(group, { algebra, outside }),
    })),
  },
  {
    name: 'actionLaws',
    subjects: actionTable.map(({ action, algebra, points }) => ({
      name: action.name,
      laws: actionLaws(action, { algebra, points }),
    })),
  },
  {
    name: 'orthogonalActionLaws',
    subjects: orthogonalTable.map(({ action, algebra, points }) => ({
      name: action.name,
      laws: orthogonalActionLaws(action, { algebra, points }),
    })),
  },
  { name: 'schemeLaws', subjects: splits.map(wordsOn) },
  { name: 'flowLaws', subjects: splits.flatMap(flowsOf) },
  { name: 'inPlaceLaws', subjects: [{ name: 'kernels of linear algebra', laws: inPlaceLaws(kernels) }] },
]

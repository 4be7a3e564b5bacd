import type { Scheme } from '@casimir/algebra'
import { BLANES_864, blanes864 } from './blanes864.ts'
import { BLANES_MOAN_4, blanesMoan4 } from './blanesMoan4.ts'
import { BLANES_MOAN_6, blanesMoan6 } from './blanesMoan6.ts'
import { KAHAN_LI_6, kahanLi6 } from './kahanLi6.ts'
import { KAHAN_LI_8, kahanLi8 } from './kahanLi8.ts'
import { LASKAR_ROBUTEL, laskarRobutel } from './laskarRobutel.ts'
import { lieTrotter } from './lieTrotter.ts'
import { MCLACHLAN_2, mclachlan2 } from './mclachlan2.ts'
import { MCLACHLAN_8, mclachlan8 } from './mclachlan8.ts'
import { SOFRONIOU_SPALETTA_10, sofroniouSpaletta10 } from './sofroniouSpaletta10.ts'
import { strang } from './strang.ts'
import { SUZUKI_4, suzuki4 } from './suzuki4.ts'
import { TRIPLE_JUMP_4, tripleJump4 } from './tripleJump4.ts'
import { YOSHIDA_6, yoshida6 } from './yoshida6.ts'
import { YOSHIDA_8, yoshida8 } from './yoshida8.ts'

/** What every word of the catalogue states of itself; the suites measure all of it. */
interface Stated {
  readonly name: string
  readonly order: number
  readonly symmetric: boolean
  /** Base steps of a composition, flows of B of a splitting. */
  readonly stages: number
  readonly source: string
  /** The coefficients as `symmetricComposition` or `symmetricSplitting` takes them; absent where halves and ones say it all. */
  readonly decimals?: ReadonlyArray<string>
}

/** A word of the catalogue, and what it states of itself. */
export type SchemeRow =
  | (Stated & { readonly kind: 'composition'; readonly build: <K extends string>(base: Scheme<K>) => Scheme<K> })
  | (Stated & { readonly kind: 'two-operator'; readonly build: Scheme<'A' | 'B'> })
  | (Stated & {
      readonly kind: 'near-integrable'
      readonly build: Scheme<'A' | 'B'>
      /** (p_1, p_2, ..): the error for A + eps B is O(eps h^p_1 + eps^2 h^p_2 + ..). */
      readonly generalisedOrder: ReadonlyArray<number>
    })

/** Every word shipped, in ascending order; a row added here is measured by every suite that iterates over it. */
export const schemeCatalogue: ReadonlyArray<SchemeRow> = [
  {
    name: 'lieTrotter',
    kind: 'two-operator',
    order: 1,
    symmetric: false,
    stages: 1,
    source: 'Trotter 1959',
    build: lieTrotter,
  },
  {
    name: 'strang',
    kind: 'two-operator',
    order: 2,
    symmetric: true,
    stages: 1,
    source: 'Strang 1968',
    build: strang,
  },
  {
    name: 'mclachlan2',
    kind: 'two-operator',
    order: 2,
    symmetric: true,
    stages: 2,
    source: 'McLachlan 1995',
    decimals: MCLACHLAN_2,
    build: mclachlan2,
  },
  {
    name: 'laskarRobutel(4)',
    kind: 'near-integrable',
    order: 2,
    symmetric: true,
    stages: 4,
    source: 'McLachlan 1995; Laskar and Robutel 2001',
    decimals: LASKAR_ROBUTEL[3],
    generalisedOrder: [8, 2],
    build: laskarRobutel(4),
  },
  {
    name: 'tripleJump4',
    kind: 'composition',
    order: 4,
    symmetric: true,
    stages: 3,
    source: 'Forest and Ruth 1990; Yoshida 1990',
    decimals: TRIPLE_JUMP_4,
    build: tripleJump4,
  },
  {
    name: 'suzuki4',
    kind: 'composition',
    order: 4,
    symmetric: true,
    stages: 5,
    source: 'Suzuki 1990',
    decimals: SUZUKI_4,
    build: suzuki4,
  },
  {
    name: 'blanesMoan4',
    kind: 'two-operator',
    order: 4,
    symmetric: true,
    stages: 6,
    source: 'Blanes and Moan 2002',
    decimals: BLANES_MOAN_4,
    build: blanesMoan4,
  },
  {
    name: 'blanes864',
    kind: 'near-integrable',
    order: 4,
    symmetric: true,
    stages: 7,
    source: 'Blanes et al. 2013',
    decimals: BLANES_864,
    generalisedOrder: [8, 6, 4],
    build: blanes864,
  },
  {
    name: 'yoshida6',
    kind: 'composition',
    order: 6,
    symmetric: true,
    stages: 7,
    source: 'Yoshida 1990',
    decimals: YOSHIDA_6,
    build: yoshida6,
  },
  {
    name: 'kahanLi6',
    kind: 'composition',
    order: 6,
    symmetric: true,
    stages: 9,
    source: 'Kahan and Li 1997',
    decimals: KAHAN_LI_6,
    build: kahanLi6,
  },
  {
    name: 'blanesMoan6',
    kind: 'two-operator',
    order: 6,
    symmetric: true,
    stages: 10,
    source: 'Blanes and Moan 2002',
    decimals: BLANES_MOAN_6,
    build: blanesMoan6,
  },
  {
    name: 'yoshida8',
    kind: 'composition',
    order: 8,
    symmetric: true,
    stages: 15,
    source: 'Yoshida 1990',
    decimals: YOSHIDA_8,
    build: yoshida8,
  },
  {
    name: 'mclachlan8',
    kind: 'composition',
    order: 8,
    symmetric: true,
    stages: 15,
    source: 'McLachlan 1995',
    decimals: MCLACHLAN_8,
    build: mclachlan8,
  },
  {
    name: 'kahanLi8',
    kind: 'composition',
    order: 8,
    symmetric: true,
    stages: 17,
    source: 'Kahan and Li 1997',
    decimals: KAHAN_LI_8,
    build: kahanLi8,
  },
  {
    name: 'sofroniouSpaletta10',
    kind: 'composition',
    order: 10,
    symmetric: true,
    stages: 35,
    source: 'Sofroniou and Spaletta 2005',
    decimals: SOFRONIOU_SPALETTA_10,
    build: sofroniouSpaletta10,
  },
]

/**
 * A row's word in two parts: a composition acts on Strang's.
 *
 * @example
 * schemeCatalogue.filter((row) => row.stages === 3).map((row) => twoPartWord(row).length) // => [12]
 */
export const twoPartWord = (row: SchemeRow): Scheme<'A' | 'B'> =>
  row.kind === 'composition' ? row.build(strang) : row.build

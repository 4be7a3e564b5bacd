import type { HybridHamiltonian } from '@casimir/algebra'
import { decodeRun, integratorTraits, methods, orderRefusal } from '@casimir/experiments'
import { correlationDensity } from '@casimir/models'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { changedAll, readText, shortestRun } from './specDocuments.ts'

const smooth = { mollifier: { degree: 7 } }
const settings: { readonly [method: string]: object } = { koopmon: smooth, closure: { ...smooth, module: './mine.ts' } }

describe('what drives what', () => {
  it('allows a method the integrators its registry entry lists, and no others', () => {
    for (const method of methods.filter(({ integrators }) => integrators.length > 0)) {
      const allowed = integratorTraits
        .map((traits) => traits.name)
        .filter((integrator) =>
          E.isRight(
            decodeRun(
              changedAll(shortestRun, {
                method: { name: method.name, ...settings[method.name] },
                'integrator.name': integrator,
              }),
              readText,
              () => E.right({ energy: (hamiltonian: HybridHamiltonian) => correlationDensity(hamiltonian, 1) }),
            ),
          ),
        )
      expect([...allowed].sort()).toEqual([...method.integrators].sort())
    }
  })

  it('refuses an order above the smoothness of the mollifier', () => {
    expect(orderRefusal({ shape: 'bspline', degree: 5 }, 'kahan-li6')).toMatch(
      /order 6.*degree 5.*order 4.*degree to 7/,
    )
    expect(orderRefusal({ shape: 'bspline', degree: 7 }, 'kahan-li6')).toBeUndefined()
    expect(orderRefusal({ shape: 'bspline', degree: 5 }, 'suzuki4')).toBeUndefined()
    expect(orderRefusal({ shape: 'gaussian' }, 'suzuki4')).toBeUndefined()
  })
})

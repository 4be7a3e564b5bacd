import { decodeRun, integratorTraits, methods, orderRefusal } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { changedAll, readText, shortestRun } from './specDocuments.ts'

describe('what drives what', () => {
  it('allows a method the integrators its registry entry lists, and no others', () => {
    for (const method of methods.filter(({ integrators }) => integrators.length > 0)) {
      const allowed = integratorTraits
        .map((traits) => traits.name)
        .filter((integrator) =>
          E.isRight(
            decodeRun(
              changedAll(shortestRun, {
                method: { name: method.name, ...(method.name === 'koopmon' && { mollifier: { degree: 7 } }) },
                'integrator.name': integrator,
              }),
              readText,
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

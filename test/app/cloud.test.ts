import { decodeCloud } from '@casimir/experiments'
import { fc, test } from '@fast-check/vitest'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'

const header = 'weight,q1,p1,re0,im0,re1,im1'
const row = '1,2,3,1,0,0,0'

const problemsOf = (text: string, levels = 2, dof = 1): ReadonlyArray<string> => {
  const cloud = decodeCloud(text, levels, dof)
  return E.isLeft(cloud) ? cloud.left : []
}

const cloudOf = (text: string, levels = 2, dof = 1) => {
  const cloud = decodeCloud(text, levels, dof)
  if (E.isLeft(cloud)) throw new Error(cloud.left.join('\n'))
  return cloud.right
}

describe('a cloud that is right', () => {
  it('has weights that sum to 1, unit psi, and the layout of a hybrid state', () => {
    expect(cloudOf(`${header}\n6,1,-1,3,0,0,4\n2,2,-2,0,0,0,-2\n`)).toEqual({
      weights: Float64Array.of(0.75, 0.25),
      q: Float64Array.of(1, 2),
      p: Float64Array.of(-1, -2),
      psi: Float64Array.of(0.6, 0, 0, 0.8, 0, 0, 0, -1),
    })
  })

  it('has its columns in any order, with any number of levels and degrees of freedom', () => {
    const text = 'im2,re2,im1,re1,im0,re0,p2,p1,q2,q1,weight\n0,0,0,1,0,0,4,3,2,1,7\n1,0,0,0,0,0,8,7,6,5,7\n'
    expect(cloudOf(text, 3, 2)).toEqual({
      weights: Float64Array.of(0.5, 0.5),
      q: Float64Array.of(1, 2, 5, 6),
      p: Float64Array.of(3, 4, 7, 8),
      psi: Float64Array.of(0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1),
    })
  })

  it('may hold tracers, blank lines, spaces, quotes, a byte order mark, and lines that end as on Windows', () => {
    const text = `\uFEFF${header}\r\n\r\n 1 ,"2",3,1,0,0,0\r\n0,5,6,1,0,0,0\r\n\r\n`
    const { weights, q } = cloudOf(text)
    expect([...weights, ...q]).toEqual([1, 0, 2, 5])
  })

  it.each([';', '\t'])('may have its cells parted by %j', (delimiter) => {
    const text = `${header}\n${row}\n`.replaceAll(',', delimiter)
    expect(cloudOf(text)).toEqual(cloudOf(`${header}\n${row}\n`))
  })

  it('may have q and p for q1 and p1, with one degree of freedom only', () => {
    const short = header.replace('q1', 'q').replace('p1', 'p')
    expect(cloudOf(`${short}\n${row}\n`)).toEqual(cloudOf(`${header}\n${row}\n`))
    const two = problemsOf('weight,q,q2,p1,p2,re0,im0\n1,2,3,4,5,1,0', 1, 2)
    expect(two).toEqual([expect.stringContaining("unknown column 'q'")])
  })

  it('may have amplitudes and weights of any size', () => {
    const { weights, psi } = cloudOf(`${header}\n1e308,0,0,1e308,0,1e308,0\n1e308,0,0,1e-308,0,0,0\n`)
    expect([...weights]).toEqual([0.5, 0.5])
    expect(psi[0]).toBeCloseTo(Math.SQRT1_2, 12)
    expect(psi[4]).toBe(1)
  })
})

/** Text, and words that its one problem must hold. */
const bad: ReadonlyArray<readonly [text: string, words: ReadonlyArray<string>]> = [
  ['', ['empty', header]],
  ['\n\n', ['empty', header]],
  [header, ['no rows']],
  [`${row}\n${row}`, ['header', header]],
  [`weight,q1,p1,re0,im0,re1\n1,2,3,1,0,0`, ["lacks 'im1'", header]],
  [`weight,p1,re0,im0\n1,3,1,0`, ["lacks 'q1', 're1' and 'im1'"]],
  [`${header},rho\n${row},1`, ["unknown column 'rho'", 'allowed are', 're1']],
  [`${header.replace('q1', 'Q1')}\n${row}`, ["unknown column 'Q1'", "nearest is 'q1'"]],
  [`${header},q\n${row},1`, ["'q1' twice"]],
  [`${header.replace('weight', 'wieght')}\n${row}`, ["unknown column 'wieght'", "nearest is 'weight'"]],
  [`${header},q1\n${row},1`, ["'q1' twice"]],
  [`${header}\n${row}\n1,NaN,3,1,0,0,0`, ['line 3', 'column q1', '"NaN"', 'finite number']],
  [`${header}\n\n1,2,,1,0,0,0`, ['line 3', 'column p1', 'an empty cell']],
  [`${header}\n1,2,3,1,zero,0,0`, ['line 2', 'column im0', '"zero"']],
  [`${header}\n1,2,3,Infinity,0,0,0`, ['line 2', 'column re0', '"Infinity"']],
  [`${header}\n1,2,3,1,0,0`, ['line 2', '6 cells', 'give 7']],
  [`${header}\n1,2,3,1,0,0,0,9`, ['line 2', '8 cells', 'give 7']],
  [`${header}\n${row}\n-0.5,2,3,1,0,0,0`, ['line 3', 'weight', '-0.5', '>= 0']],
  [`${header}\n0,2,3,1,0,0,0\n0,2,3,1,0,0,0`, ['every weight is zero', '> 0']],
  [`${header}\n${row}\n1,2,3,0,0,0,0`, ['line 3', 'every amplitude is zero']],
  [`${header}\n1,"2,3,1,0,0,0`, ['line', 'CSV']],
]

describe('a cloud that is wrong', () => {
  it.each(bad)('%j', (text, words) => {
    const problems = problemsOf(text)
    expect(problems).toHaveLength(1)
    for (const word of words) expect(problems[0]).toContain(word)
  })

  it('has all its problems reported, each with its line', () => {
    const problems = problemsOf(`${header}\nx,y,3,1,0,0,0\n${row}\n-1,2,3,1,0,0,0\n1,2,3,0,0,0,0\n1,2`)
    expect(problems.map((problem) => problem.slice(0, 7))).toEqual([
      'line 2,',
      'line 2,',
      'line 4,',
      'line 5:',
      'line 6:',
    ])
  })

  it('has a column too many and one too few reported together', () => {
    const problems = problemsOf(`${header.replace('q1', 'mass')}\n${row}`)
    expect(problems.join()).toContain("unknown column 'mass'")
    expect(problems.join()).toMatch(/\bq1\b/)
  })

  it('with very many problems has the first twenty shown and the rest counted', () => {
    const problems = problemsOf(`${header}\n${'1,x,3,1,0,0,0\n'.repeat(1000)}`)
    expect(problems).toHaveLength(21)
    expect(problems[19]).toContain('line 21,')
    expect(problems[20]).toContain('980 more')
  })

  it('says what the columns are for the sizes at hand', () => {
    expect(problemsOf('a,b\n1,2', 1, 2)[0]).toContain('weight,q1,q2,p1,p2,re0,im0')
  })
})

const thousandths = fc.integer({ min: -5000, max: 5000 }).map((k) => k / 1000)
const particle = fc
  .record({
    weight: fc.integer({ min: 0, max: 9 }),
    place: fc.tuple(thousandths, thousandths),
    psi: fc.tuple(thousandths, thousandths, thousandths),
  })
  .map(({ weight, place, psi }) => [weight, ...place, ...psi, 0.5])

describe('any cloud', () => {
  test.prop([fc.array(particle, { minLength: 1, maxLength: 30 })])(
    'is normalised and keeps its places',
    (particles) => {
      const rows = [[1, 0, 0, 1, 0, 0, 0], ...particles]
      const { weights, q, p, psi } = cloudOf(`${header}\n${rows.map((values) => values.join(',')).join('\n')}\n`)
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12)
      rows.forEach((values, a) => {
        expect(weights[a] / weights[0]).toBeCloseTo(values[0], 10)
        expect([q[a], p[a]]).toEqual([values[1], values[2]])
        const own = psi.slice(4 * a, 4 * a + 4)
        expect(Math.hypot(...own)).toBeCloseTo(1, 12)
        const norm = Math.hypot(...values.slice(3))
        values.slice(3).forEach((value, k) => {
          expect(own[k] * norm).toBeCloseTo(value, 10)
        })
      })
    },
  )
})

import { applySetting, parseDocument } from '@casimir/cli'
import { test as property } from '@fast-check/vitest'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'

const document = { a: { b: [{ c: 1 }, { c: 2 }] }, n: 5, empty: null }

describe('--set', () => {
  test.each([
    ['n=6', { ...document, n: 6 }],
    ['a.b.0.c=7', { ...document, a: { b: [{ c: 7 }, { c: 2 }] } }],
    ['a.b.2={ c: 3 }', { ...document, a: { b: [{ c: 1 }, { c: 2 }, { c: 3 }] } }],
    ['x.y.z=[1, two]', { ...document, x: { y: { z: [1, 'two'] } } }],
    ['empty.k=true', { ...document, empty: { k: true } }],
    ['n=a=b', { ...document, n: 'a=b' }],
    ['n=', { ...document, n: null }],
    ['n=1.0e-13', { ...document, n: 1e-13 }],
  ])('%s', (setting, expected) => {
    const before = structuredClone(document)
    expect(applySetting(setting)(document)).toEqual(E.right(expected))
    expect(document).toEqual(before)
  })

  const malformed = (setting: string) =>
    `--set ${setting} is not of the form path=value, as in --set problem.coupling=0.2`

  test.each([
    ['n', malformed('n')],
    ['=1', malformed('=1')],
    ['a..b=1', malformed('a..b=1')],
    ['.n=1', malformed('.n=1')],
    ['a. =1', malformed('a. =1')],
    ['a.b.3.c=1', '--set a.b.3.c=1: a.b is a list of 2, so 3 must be a number from 0 to 2'],
    ['a.b.c=1', '--set a.b.c=1: a.b is a list of 2, so c must be a number from 0 to 2'],
    ['n.x=1', '--set n.x=1: n is 5, which has nothing inside to set'],
    ['n=[1', 'the value of --set n=[1 is not valid YAML, line 1: Flow sequence must end with a ]'],
  ])('%s is refused', (setting, sentence) => {
    expect(applySetting(setting)(document)).toEqual(E.left(sentence))
  })

  const key = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString'), fc.stringMatching(/^[a-z]{1,4}$/))

  property.prop([fc.array(key, { minLength: 1, maxLength: 4 }), fc.integer()])(
    'sets what its path names, and only as own keys',
    (path, value) => {
      const set = applySetting(`${path.join('.')}=${value}`)({})
      const found = path.reduce<unknown>(
        (inner, name) => Object.getOwnPropertyDescriptor(inner as object, name)?.value,
        E.isRight(set) ? set.right : {},
      )
      expect(found).toBe(value)
      expect(Object.keys(Object.prototype)).toEqual([])
    },
  )
})

describe('YAML', () => {
  test.each([
    ['a: 1\nb: [1,\nc: 2', 'f.yaml is not valid YAML, line 3: '],
    ['a: 1\na: 2', 'f.yaml is not valid YAML, line 2: Map keys must be unique'],
    ['a: 1\n---\nb: 2', 'f.yaml holds several YAML documents: keep one'],
    ['a: *b', 'f.yaml is not valid YAML: Unresolved alias (the anchor must be set before the alias): b'],
    ['a: &x [*x]', 'f.yaml has an alias that refers to the node holding it'],
  ])('%j is refused in one sentence', (text, sentence) => {
    const parsed = parseDocument(text, 'f.yaml')
    expect(E.isLeft(parsed) && parsed.left).toMatch(new RegExp(`^${sentence.replace(/[()*[\]]/g, '\\$&')}`))
    expect(E.isLeft(parsed) && parsed.left).not.toContain('\n')
  })

  test('JSON is read as YAML', () => {
    expect(parseDocument('{"a": [1, null, "x"]}', 'f.json')).toEqual(E.right({ a: [1, null, 'x'] }))
  })
})

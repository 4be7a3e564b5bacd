import type { Scheme } from '@casimir/algebra'
import { symmetricComposition } from './symmetricComposition.ts'

/** The first half of the coefficients of `sofroniouSpaletta10`; the middle one is what is missing to 1. */
export const SOFRONIOU_SPALETTA_10: ReadonlyArray<string> = [
  '0.07879572252168641926390768',
  '0.31309610341510852776481247',
  '0.02791838323507806610952027',
  '-0.22959284159390709415121340',
  '0.13096206107716486317465686',
  '-0.26973340565451071434460973',
  '0.07497334315589143566613711',
  '0.11199342399981020488957508',
  '0.36613344954622675119314812',
  '-0.39910563013603589787862981',
  '0.10308739852747107731580277',
  '0.41143087395589023782070412',
  '-0.00486636058313526176219566',
  '-0.39203335370863990644808194',
  '0.05194250296244964703718290',
  '0.05066509075992449633587434',
  '0.04967437063972987905456880',
]

/**
 * Sofroniou and Spaletta's composition of order 10 with 35 stages.
 *
 * Symmetric, of order 10 for every symmetric base of order 2, such as Strang or implicit midpoint. Cost: 35 base steps.
 *
 * Source: M. Sofroniou and G. Spaletta, Optim. Methods Softw. 20, 597 (2005).
 *
 * @example
 * sofroniouSpaletta10([{ part: 'M', coefficient: 1 }]).length // => 35
 */
export const sofroniouSpaletta10: <K extends string>(base: Scheme<K>) => Scheme<K> =
  symmetricComposition(SOFRONIOU_SPALETTA_10)

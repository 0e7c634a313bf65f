import { expect, test } from 'vitest'
import { asksForPapers, shownAfter } from './rules.ts'

test('public numbers follow by ten people at a time', () => {
  expect([0, 9, 10, 19].map((count) => shownAfter(0, count))).toEqual([0, 0, 10, 10])
  expect([19, 20, 29, 30, 11, 10, 9].map((count) => shownAfter(20, count))).toEqual([20, 20, 20, 30, 20, 10, 0])
})

test('questions for papers are known in three languages, and others are let through', () => {
  expect(['Passport number?', 'Votre titre de séjour', 'رقم جواز السفر'].map(asksForPapers)).toEqual([true, true, true])
  expect(['Which workshop?', 'Un paysage', 'أي ورشة؟'].map(asksForPapers)).toEqual([false, false, false])
})

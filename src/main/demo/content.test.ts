import { expect, test } from 'vitest'
import { assistTexts } from './assists.ts'
import { belongingTexts } from './belonging.ts'
import { bodies } from './bodies.ts'
import { choirTexts } from './choir.ts'
import { commitmentTexts } from './commitments.ts'
import { digitalTools } from './digital-tools.ts'
import { heardTexts } from './heard.ts'
import { moneySentHome } from './money-sent-home.ts'
import type { DemoDialogue, Line } from './parts.ts'
import { outcomeTexts } from './outcomes.ts'
import { recommendationTexts } from './recommendations.ts'
import { saturdaySchool } from './saturday-school.ts'
import { consulates, diplomas } from './still-to-come.ts'
import { summitTexts } from './summit.ts'

const dialogues: readonly DemoDialogue[] = [digitalTools, saturdaySchool, diplomas, moneySentHome, consulates]
const linesOf = (dialogue: DemoDialogue): readonly Line[] => [...dialogue.seeds, ...dialogue.added]

/** All texts of one language. */
function textsIn(language: string): string[] {
  const is = (one: { language: string }) => one.language === language
  return [
    ...(language === 'fr' || language === 'en' ? summitTexts(language) : []),
    ...(language === 'fr' ? [...assistTexts(), ...belongingTexts(), ...choirTexts(), ...heardTexts()] : []),
    ...outcomeTexts(language),
    ...commitmentTexts(language),
    ...recommendationTexts(language),
    ...bodies.flatMap((body) => body.texts.filter(is).flatMap(({ name, summary }) => [name, summary])),
    ...dialogues.flatMap((dialogue) => [
      ...dialogue.words.filter(is).flatMap(({ title, summary, background, questions }) => [title, summary, background, ...questions]),
      ...linesOf(dialogue)
        .filter(is)
        .map(({ text }) => text),
      ...dialogue.added.filter(is).flatMap(({ fate }) => (fate.is === 'declined' ? [fate.note] : [])),
      ...(dialogue.answers ?? []).filter(is).map(({ text }) => text),
      ...dialogue.added.flatMap(({ reported }) => (reported?.language === language ? [reported.text] : [])),
    ]),
  ]
}

test('every statement fits into 280 characters and is there once', () => {
  for (const dialogue of dialogues) {
    const texts = linesOf(dialogue).map(({ text }) => text)
    expect(texts.filter((text) => [...text].length > 280)).toEqual([])
    expect(new Set(texts).size).toBe(texts.length)
  }
})

test('every camp has an opinion on every statement, and statements are filed under questions that exist', () => {
  for (const dialogue of dialogues.filter(({ crowd }) => crowd !== undefined)) {
    const wrong = linesOf(dialogue).filter(
      (line) => line.agree.length !== dialogue.crowd?.camps.length || (line.question ?? 1) > dialogue.words[0].questions.length,
    )
    expect(wrong).toEqual([])
  }
})

test('translations have as many questions as the original, and as many paragraphs', () => {
  const shapes = dialogues.map(
    ({ words }) => new Set(words.map(({ questions, background }) => `${questions.length}/${background.split('\n\n').length}`)).size,
  )
  expect(shapes).toEqual(dialogues.map(() => 1))
})

test('French has its spaces before high punctuation, straight quotes nowhere, and no exclamation marks', () => {
  expect(textsIn('fr').filter((text) => /[^\u00a0\u202f*:](?<!https?)[:;?»](\s|$)|«[^\u00a0]|[!'"]/u.test(text))).toEqual([])
})

test('the answers in all languages name the same dates', () => {
  const dates = (saturdaySchool.answers ?? []).map(({ text }) => text.match(/\{[+-]\d+\}/g)?.toSorted())
  expect(dates).toHaveLength(2)
  expect(dates[1]).toEqual(dates[0])
})

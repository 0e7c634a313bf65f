/** Whole notes: a real one, which lies outside this project, and two invented ones. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contextAsMarkdown, readBriefingNote, type BriefingNote, type Decided } from './index.ts'
import { plain } from './words.ts'

const vectors = resolve(import.meta.dirname, '../vectors')
const real = resolve(import.meta.dirname, '../../../../shared/mission/briefing-note.fr.txt')

export function noteOf(text: string, decided: Decided = {}): BriefingNote {
  const read = readBriefingNote(text, decided)
  if (!read.ok) throw new Error(`refused: ${read.code}`)
  return read.note
}

/** Its letters and digits, without accents, raised or not. */
const letters = (text: string): string => plain(text).replaceAll(/[^\p{L}\p{N}]/gu, '')
const lettersOf = ({ pieces }: BriefingNote): string => letters(pieces.map(({ marker, text }) => `${marker} ${text}`).join(' '))

describe('a real note, in French', () => {
  test.skipIf(!existsSync(real))('is read whole (skipped where the file is not beside the project)', () => {
    const text = readFileSync(real, 'utf8')
    const note = noteOf(text)
    const paragraphs = text.split(/\n+/).filter((line) => line.trim() !== '')
    expect(note.language).toBe('fr')
    expect(note.sessionNumber).toBe(6)
    expect(note.title).toBe("Diaspora numérique : outils technologiques pour l'engagement")
    expect(note.event).toBe("Note d'information sur le Sommet mondial de la diaspora")
    expect(note.eventName).toBe('Sommet mondial de la diaspora')
    expect(note.guidingQuestions).toEqual(paragraphs.filter((line) => line.startsWith('- ')).map((line) => line.slice(2)))
    expect(note.guidingQuestions).toHaveLength(6)
    expect(note.overview).toBe(paragraphs.slice(3, 5).join('\n\n'))
    expect(note.scope).toBe(paragraphs.filter((line) => /^(L'objectif de cette|La discussion portera)/.test(line)).join('\n\n'))
    expect(note.lead).toBe('Pour atteindre ces résultats, les questions directrices pour la session comprennent :')
    expect(note.method).toBe(paragraphs.filter((line) => /^La session s(e|'o)/.test(line)).join('\n\n'))
    expect(note.closing).toBe(paragraphs.find((line) => line.startsWith('Nous sommes impatients')))
    expect(note.host).toBe('Rialtas na hÉireann\nGovernment of Ireland')
    expect(note.leftovers).toEqual([])
    expect(note.context.map(({ heading }) => heading)).toEqual(["Diaspora numérique : remodeler le paysage de l'engagement de la diaspora"])
    const context = contextAsMarkdown(note.context)
    expect(context).toContain("En termes de mise en œuvre de l'engagement de la diaspora")
    expect(context).toContain('au XXIᵉ siècle')
    expect(context).toContain('« high-tech » et « high-touch »')
    expect(note.uncertainties.map(({ code }) => code)).toEqual(['heading', 'joined', 'closing', 'host'])
    // The two halves of one paragraph stand in their order, so the order of the whole is that of the file.
    expect(lettersOf(note)).toBe(letters(text))
  })
})

describe('invented notes', () => {
  test.each(['en', 'ar'])('%s', (language) => {
    const text = readFileSync(resolve(vectors, `bridges.${language}.txt`), 'utf8')
    const { pieces, uncertainties, ...note } = noteOf(text)
    const expected: unknown = JSON.parse(readFileSync(resolve(vectors, `bridges.${language}.json`), 'utf8'))
    expect({ ...note, asked: uncertainties.map(({ code, at, chosen }) => `${code} ${at} ${chosen}`) }).toEqual(expected)
    expect([...letters(pieces.map(({ marker, text: words }) => marker + words).join(''))].toSorted()).toEqual([...letters(text)].toSorted())
  })
})

describe('what is asked can be answered in another way', () => {
  const text = readFileSync(resolve(vectors, 'bridges.ar.txt'), 'utf8')

  test('each answer changes what it speaks of, and nothing is lost', () => {
    const note = noteOf(text)
    for (const { key, choices, chosen } of note.uncertainties) {
      for (const choice of choices) {
        const other = noteOf(text, { [key]: choice })
        expect(other.uncertainties.find((asked) => asked.key === key)?.chosen).toBe(choice)
        expect(lettersOf(other)).toBe(letters(text))
        if (choice !== chosen) expect({ ...other, uncertainties: [] }).not.toEqual({ ...note, uncertainties: [] })
      }
    }
  })

  test('two paragraphs stay two', () => {
    const note = noteOf(text, { 'joined-15': 'two' })
    expect(note.context[0]?.text.split('\n\n')).toHaveLength(2)
  })

  test('an answer that was not offered changes nothing', () => {
    expect(noteOf(text, { 'joined-15': 'three', 'host-33': 'title', 'move-7': 'nowhere', toString: 'x' })).toEqual(noteOf(text))
  })

  test('every piece can be moved to every part', () => {
    const note = noteOf(text)
    const piece = note.pieces.find(({ part }) => part === 'overview')
    expect(piece?.id).toBe('5')
    const moved = noteOf(text, { 'move-9': 'scope', 'move-31': 'leftover', 'move-29': 'questions' })
    expect(moved.scope.startsWith('تسأل الجلسة')).toBe(true)
    expect(moved.leftovers).toEqual([note.closing])
    expect(moved.guidingQuestions.at(-1)).toBe(note.method)
    expect(lettersOf(moved)).toBe(letters(text))
  })
})

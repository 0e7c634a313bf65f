import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { analyse, certificateDocument } from './index.ts'
import { apiPage } from './testing/api.ts'
import { conversationOf, vectors, type Vector } from './testing/vectors.ts'

const folder = join(import.meta.dirname, '../vectors')
const read = (file: string): Vector => JSON.parse(readFileSync(join(folder, file), 'utf8'))

describe('the published vectors', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))

  it('are those that the writer makes', () => {
    expect(files.toSorted()).toEqual(
      vectors()
        .map(({ name }) => `${name}.json`)
        .toSorted(),
    )
  })

  for (const file of files) {
    it(`${file} gives what it says`, () => {
      const { expected, parameters, ...input } = read(file)
      const analysis = analyse(conversationOf(input), { parameters })
      // Through JSON, as whoever reads the file compares.
      if (expected.document !== null)
        expect(JSON.parse(JSON.stringify(certificateDocument(analysis, { parameters })))).toEqual(expected.document)
      expect(analysis.certificate).toBe(expected.certificate)
      const { participants, coordinates, labels, agreement, margin } = analysis.placements
      expect(
        Array.from(participants, (participant, row) => [
          participant,
          coordinates[2 * row],
          coordinates[2 * row + 1],
          analysis.groups[labels[row] ?? -1]?.id ?? null,
          agreement[row],
          margin[row],
        ]),
      ).toEqual(expected.people)
    })
  }
})

describe('the API page', () => {
  it('says what the source says', () => {
    expect(readFileSync(join(folder, '../API.md'), 'utf8')).toBe(apiPage())
  })
})

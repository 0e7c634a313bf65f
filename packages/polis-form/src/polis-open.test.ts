/** Nine real conversations of Polis's open data, read where they lie; they are not part of the project. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { describeFault, readConversation, writeComments, writeParticipantsVotes, writeVotes } from './index.ts'
import type { ConversationFiles, FileName, Folder } from './index.ts'

const root = resolve(import.meta.dirname, '../../../../shared/data/polis-open')
const names = existsSync(root) ? readdirSync(root).toSorted() : []

function bytesOf(name: string, file: FileName): Uint8Array {
  return readFileSync(resolve(root, name, file))
}

function folderOf(
  name: string,
  files: readonly FileName[] = ['comments.csv', 'votes.csv', 'participants-votes.csv', 'summary.csv'],
): Folder {
  return Object.fromEntries(files.map((file) => [file, bytesOf(name, file)]))
}

function accepted(folder: Folder): ConversationFiles {
  const result = readConversation(folder)
  if (!result.ok) throw new Error(result.faults.map(describeFault).join('\n'))
  return result.conversation
}

/** The auditor's records, by column name. */
function audited(name: string, file: FileName): Record<string, string>[] {
  return parse(bytesOf(name, file), { columns: true })
}

/** The published files differ from ours in the datetime, which they give in the time zone of whoever exported. */
function withoutDatetime(text: string): string {
  return text.replaceAll(/^(\d+),[A-Z][a-z]{2} [A-Z][a-z]{2} \d{2} [\d:]{8} [A-Z]{3} \d{4},/gm, '$1,')
}

/** Final votes by 'participant/statement': the latest, and of equally late ones the later in the file. */
function finalVotes({ votes }: ConversationFiles): Map<string, number> {
  const final = new Map<string, { at: number; value: number }>()
  for (const [index, at] of votes.at.entries()) {
    const key = `${votes.participants[index]}/${votes.statements[index]}`
    const before = final.get(key)
    if (before === undefined || at >= before.at) final.set(key, { at, value: votes.values[index] ?? NaN })
  }
  return new Map([...final].map(([key, { value }]) => [key, value]))
}

const absent = names.length === 0

test.skipIf(absent)(absent ? 'SKIPPED: ../shared/data/polis-open is not here' : 'all nine conversations are here', () => {
  expect(names).toHaveLength(9)
})

describe.each(names)('%s', (name) => {
  const conversation = accepted(folderOf(name))

  test('is read as the auditor reads it', () => {
    const rows = audited(name, 'comments.csv').map((row) => ({
      id: Number(row['comment-id']),
      author: Number(row['author-id']),
      at: Number(row['timestamp']),
      moderated: Number(row['moderated']),
      meta: false,
      agrees: Number(row['agrees']),
      disagrees: Number(row['disagrees']),
      text: row['comment-body'],
      // Looked at by itself below.
      line: expect.any(Number),
    }))
    expect(conversation.statements).toEqual(rows)
    const votes = audited(name, 'votes.csv')
    expect(conversation.votes).toEqual({
      at: Float64Array.from(votes, (row) => Number(row['timestamp'])),
      statements: Int32Array.from(votes, (row) => Number(row['comment-id'])),
      participants: Float64Array.from(votes, (row) => Number(row['voter-id'])),
      values: Int8Array.from(votes, (row) => Number(row['vote'])),
    })
    const grouped = audited(name, 'participants-votes.csv').filter((row) => row['group-id'] !== '')
    expect(conversation.publishedGroups).toEqual(new Map(grouped.map((row) => [Number(row['participant']), row['group-id']])))
    const summary: string[][] = parse(bytesOf(name, 'summary.csv'))
    expect([...conversation.summary]).toEqual(summary)
    expect(conversation.topic).toBe(conversation.summary.get('topic'))
    expect([conversation.votesFrom, conversation.setAside]).toEqual(['votes.csv', []])
  })

  test('each statement begins on the line it claims', () => {
    const lines = bytesOf(name, 'comments.csv').toString().split('\n')
    for (const row of conversation.statements) expect(lines[row.line - 1]).toMatch(new RegExp(`^${row.at},[^,]*,${row.id},${row.author},`))
  })

  test('agree is +1: the counts of comments.csv are those of the vote events', () => {
    const counts = new Map(conversation.statements.map((row) => [row.id, { agrees: 0, disagrees: 0 }]))
    for (const [index, value] of conversation.votes.values.entries()) {
      const count = counts.get(conversation.votes.statements[index] ?? -1)
      if (count !== undefined && value === 1) count.agrees += 1
      if (count !== undefined && value === -1) count.disagrees += 1
    }
    expect(counts).toEqual(new Map(conversation.statements.map(({ id, agrees, disagrees }) => [id, { agrees, disagrees }])))
  })

  test('the matrix alone gives the final state of the votes', () => {
    const matrix = accepted(folderOf(name, ['comments.csv', 'participants-votes.csv']))
    expect(matrix.votesFrom).toBe('participants-votes.csv')
    expect(matrix.publishedGroups).toEqual(conversation.publishedGroups)
    expect(finalVotes(matrix)).toEqual(finalVotes(conversation))
  })
})

describe.each(names)('%s, written again', (name) => {
  const conversation = accepted(folderOf(name))

  test('comments.csv and votes.csv are what they were, but for the datetime', () => {
    expect(withoutDatetime(writeComments(conversation.statements))).toBe(withoutDatetime(bytesOf(name, 'comments.csv').toString()))
    expect(withoutDatetime([...writeVotes(conversation.votes)].join(''))).toBe(withoutDatetime(bytesOf(name, 'votes.csv').toString()))
  })

  test('participants-votes.csv says what it said', () => {
    const { statements, votes, publishedGroups: groups } = conversation
    const written: Record<string, string>[] = parse([...writeParticipantsVotes({ statements, votes, groups })].join(''), { columns: true })
    // The published file may have a column xid, lacks the columns of statements without a vote, and has its rows in another order.
    const published = audited(name, 'participants-votes.csv')
    for (const row of published) delete row['xid']
    const voted = new Set(votes.statements)
    const silent = statements.filter((row) => !voted.has(row.id)).map((row) => [String(row.id), ''])
    const full = published.map((row) => ({ ...Object.fromEntries(silent), ...row }))
    const byParticipant = (one: Record<string, string>, other: Record<string, string>) =>
      Number(one['participant']) - Number(other['participant'])
    expect(written).toEqual(full.toSorted(byParticipant))
  })
})

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { costOf, COSTS, POINTS_PER_MINUTE } from './costs.ts'

test.each([
  ['GET', '/', '', 0],
  ['GET', '/dialogues/health', '', 0],
  ['GET', '/dialogues/health/statements', '', 0],
  ['GET', '/dialogues/health/statements', '?show=all&q=doctors', 5],
  ['GET', '/dialogues/health/export/votes.csv', '', 30],
  ['HEAD', '/api/dialogues/health/export/votes.csv', '', 30],
  ['GET', '/dialogues/health/result/bundle', '', 30],
  ['GET', '/dialogues/health/card.png', '?v=1', 30],
  ['GET', '/dialogues/health/live', '', 10],
  ['GET', '/api/openapi.json', '', 5],
  ['GET', '/dialogues/health/moderation/patterns', '', 5],
  ['POST', '/dialogues/health/statements/0/vote', '', 2],
  ['PUT', '/api/dialogues/health/statements/0/vote', '', 2],
  ['POST', '/dialogues', '', 10],
  ['POST', '/api/bodies', '', 10],
  ['POST', '/bodies/lyon/invitations', '', 10],
  ['POST', '/me/name', '', 4],
  ['DELETE', '/api/me', '', 4],
  ['BREW', '/coffee', '', 4],
  ['OPTIONS', '/dialogues', '', 0],
])('%s %s%s costs %i', (method, path, search, points) => {
  expect(costOf(method, path, search)).toBe(points)
})

test('the table of the documents is this table', () => {
  const told = readFileSync(new URL('../../docs/operating/README.md', import.meta.url), 'utf8')
  const lines = COSTS.map(([what, , , points]) => `| ${what} | ${points} |`)
  const sums = [`${POINTS_PER_MINUTE.identity} points a minute`, `${POINTS_PER_MINUTE.visitor} points a minute`]
  expect([...lines, ...sums].filter((one) => !told.includes(one))).toEqual([])
})

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
  ['GET', '/share/event/1/card.png', '', 30],
  ['GET', '/share/event/1/poster', '', 5],
  ['GET', '/dialogues/health/live', '', 10],
  ['GET', '/search', '?q=lyon', 20],
  ['GET', '/search', '', 0],
  ['GET', '/api/search', '?q=lyon', 20],
  ['GET', '/directory', '', 5],
  ['GET', '/directory/export.csv', '?place=IE', 5],
  ['GET', '/feeds', '?follow=topic:health', 5],
  ['GET', '/feeds/topic/health.rss', '', 5],
  ['GET', '/me/feed', '?order=turns', 5],
  ['GET', '/api/openapi.json', '', 5],
  ['GET', '/dialogues/health/moderation/patterns', '', 5],
  ['POST', '/dialogues/health/statements/0/vote', '', 2],
  ['PUT', '/api/dialogues/health/statements/0/vote', '', 2],
  ['POST', '/dialogues', '', 10],
  ['POST', '/api/bodies', '', 10],
  ['POST', '/bodies/lyon/invitations', '', 10],
  ['POST', '/communities/choir/posts', '', 20],
  ['POST', '/communities/choir/posts/1/replies', '', 20],
  ['GET', '/communities/choir/posts/1/media/2', '?size=small', 2],
  ['POST', '/me/name', '', 4],
  ['DELETE', '/api/me', '', 4],
  ['BREW', '/coffee', '', 4],
  ['OPTIONS', '/dialogues', '', 0],
])('%s %s%s costs %i', (method, path, search, points) => {
  expect(costOf(method, path, search)).toBe(points)
})

test('the table of the documents is this table', () => {
  const told = readFileSync(new URL('../../docs/operating/proxies.md', import.meta.url), 'utf8')
  const lines = COSTS.map(([what, , , points]) => `| ${what} | ${points} |`)
  const sums = [`${POINTS_PER_MINUTE.identity} points a minute`, `${POINTS_PER_MINUTE.visitor} points a minute`]
  expect([...lines, ...sums].filter((one) => !told.includes(one))).toEqual([])
})

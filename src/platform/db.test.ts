import { expect, test } from 'vitest'
import { goesInClear } from './db.ts'

test.each([
  ['postgres://u:p@db.example.org/hub', true],
  ['postgres://u:p@db.example.org/hub?sslmode=disable', true],
  ['postgres://u:p@db.example.org/hub?sslmode=verify-full', false],
  ['postgres://u:p@localhost/hub', false],
  ['postgres://u:p@socket/hub?host=/run/postgresql', false],
])('%s goes in clear: %s', (url, expected) => {
  expect(goesInClear(url)).toBe(expected)
})

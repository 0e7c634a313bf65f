import pg from 'pg'
import { expect, test } from 'vitest'
import { goesInClear, isOfOne, isTaken } from './db.ts'

test.each([
  ['postgres://u:p@db.example.org/hub', true],
  ['postgres://u:p@db.example.org/hub?sslmode=disable', true],
  ['postgres://u:p@db.example.org/hub?sslmode=verify-full', false],
  ['postgres://u:p@localhost/hub', false],
  ['postgres://u:p@socket/hub?host=/run/postgresql', false],
])('%s goes in clear: %s', (url, expected) => {
  expect(goesInClear(url)).toBe(expected)
})

const said = (code: string, message: string): pg.DatabaseError => Object.assign(new pg.DatabaseError(message, 1, 'error'), { code })

test.each([
  ['on one server', said('23505', 'duplicate key value violates unique constraint "vote_pk"'), true],
  ['on a distributed one', said('XX000', 'duplicate key value violates unique constraint "vote_pk_102008"'), true],
  ['not by another inner fault', said('XX000', 'cache lookup failed for relation 7'), false],
  ['not by words under another code', said('P0001', 'duplicate key value violates unique constraint "vote_pk"'), false],
  ['not by a reference', said('23503', 'insert or update on table "vote" violates foreign key constraint'), false],
  ['not by what is no answer of a database', Object.assign(new Error('duplicate key'), { code: '23505' }), false],
])('that a key is taken is known %s', (_, error, expected) => {
  expect(isTaken(error)).toBe(expected)
  if (expected) expect(isOfOne(error)).toBe(true)
})

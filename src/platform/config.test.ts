import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ConfigFault, readConfig } from './config.ts'

test('an empty environment is enough to start', () => {
  const config = readConfig({})
  expect(config).toMatchObject({ port: 3000, host: '127.0.0.1', publicUrl: 'http://localhost:3000', databaseUrl: null, demo: true })
  expect(Object.isFrozen(config)).toBe(true)
})

test('all faults are told together, in whole sentences, and no password is repeated', () => {
  const faults = (() => {
    try {
      readConfig({
        PORT: 'many',
        PASSERELLE_DEMO: 'perhaps',
        DATABASE_URL: 'mysql://me:hunter2@db/x',
        PASSERELLE_SECRET: 'short',
        PASSERELLE_HOME_TIME_ZONE: 'Mars/North',
        LOG_LEVEL: 'loud',
      })
      return []
    } catch (error) {
      return error instanceof ConfigFault ? error.faults : []
    }
  })()
  expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
    'PORT',
    'PASSERELLE_DEMO',
    'LOG_LEVEL',
    'PASSERELLE_SECRET',
    'PASSERELLE_HOME_TIME_ZONE',
    'DATABASE_URL',
  ])
  for (const fault of faults) expect(fault).toMatch(/[.)]$/)
  expect(faults.join()).not.toContain('hunter2')
})

test('the public address loses its last slash and the demo can be switched off', () => {
  expect(readConfig({ PASSERELLE_URL: 'https://hub.example.org/', PASSERELLE_DEMO: 'off', PORT: '8080' })).toMatchObject({
    publicUrl: 'https://hub.example.org',
    demo: false,
    port: 8080,
  })
})

test('copies of a database are of one that is named, and all of them are PostgreSQL', () => {
  const copies = 'postgres://me:hunter2@one/hub, postgresql://two/hub'
  const named = { DATABASE_URL: 'postgres://db/hub', PASSERELLE_REPLICA_URL: copies, PASSERELLE_DATABASE_CONNECTIONS: '25' }
  expect(readConfig(named)).toMatchObject({ replicaUrls: copies.split(', '), databaseConnections: 25 })
  for (const wrong of [{ PASSERELLE_REPLICA_URL: copies }, { ...named, PASSERELLE_REPLICA_URL: `${copies},http://three` }])
    expect(() => readConfig(wrong)).toThrow(/^PASSERELLE_REPLICA_URL (?!.*hunter2).*\.$/)
})

test('a database is one server unless it is said that it is spread over several, which the embedded one never is', () => {
  const named = { DATABASE_URL: 'postgres://db/hub' }
  expect(
    [readConfig({}), readConfig(named), readConfig({ ...named, PASSERELLE_DATABASE: 'distributed' })].map(({ oneServer }) => oneServer),
  ).toEqual([true, true, false])
  for (const wrong of [{ PASSERELLE_DATABASE: 'distributed' }, { ...named, PASSERELLE_DATABASE: 'citus' }])
    expect(() => readConfig(wrong)).toThrow(/^PASSERELLE_DATABASE is .*\.$/)
})

test('what signs letters is given whole, with a key that can be read; what comes back has an address that leaves room', () => {
  const faultsOf = (environment: Record<string, string>): readonly string[] => {
    try {
      readConfig(environment)
      return []
    } catch (error) {
      return error instanceof ConfigFault ? error.faults.map((fault) => fault.split(' ')[0] ?? '') : [String(error)]
    }
  }
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-config-'))
  const file = join(folder, 'dkim.pem')
  const whole = { PASSERELLE_DKIM_DOMAIN: 'example.org', PASSERELLE_DKIM_SELECTOR: 'hub', PASSERELLE_DKIM_KEY_FILE: file }
  expect(faultsOf({ PASSERELLE_DKIM_DOMAIN: 'example.org' })).toEqual(['PASSERELLE_DKIM_DOMAIN,'])
  expect(faultsOf(whole), 'no such file').toEqual(['PASSERELLE_DKIM_KEY_FILE'])
  writeFileSync(file, 'no key')
  expect(faultsOf(whole)).toEqual(['PASSERELLE_DKIM_KEY_FILE'])
  const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'pem', type: 'pkcs1' }).toString()
  writeFileSync(file, pem)
  expect(readConfig(whole).dkim).toEqual({ domain: 'example.org', selector: 'hub', privateKey: pem })
  rmSync(folder, { recursive: true })
  const back = { PASSERELLE_BOUNCE_ADDRESS: 'bounce@hub.example.org', PASSERELLE_BOUNCE_SECRET: 'x'.repeat(24) }
  expect(readConfig(back)).toMatchObject({ bounceAddress: 'bounce@hub.example.org', bounceSecret: 'x'.repeat(24), dkim: null })
  expect(faultsOf({ ...back, PASSERELLE_BOUNCE_ADDRESS: 'returned-letters@hub.example.org' })[0]).toBe('PASSERELLE_BOUNCE_ADDRESS')
  expect(faultsOf({ ...back, PASSERELLE_BOUNCE_SECRET: 'short' })).toEqual(['PASSERELLE_BOUNCE_SECRET'])
  expect(faultsOf({ PASSERELLE_BOUNCE_SECRET: 'x'.repeat(24) })).toEqual(['PASSERELLE_BOUNCE_SECRET'])
})

test('the origin of the ballot box is an origin, and not the one of the hub', () => {
  const at = (origin: string) => readConfig({ PASSERELLE_URL: 'https://hub.example.org', PASSERELLE_BALLOT_ORIGIN: origin }).ballotOrigin
  expect(readConfig({}).ballotOrigin).toBeNull()
  expect(at('https://ballots.example.net/')).toBe('https://ballots.example.net')
  for (const wrong of [
    'https://hub.example.org',
    'http://hub.example.org',
    'https://ballots.example.net/box',
    'https://me@ballots.example.net',
  ])
    expect(() => at(wrong)).toThrow('PASSERELLE_BALLOT_ORIGIN must')
})

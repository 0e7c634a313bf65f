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

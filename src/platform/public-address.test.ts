import { expect, test } from 'vitest'
import { isPublicAddress, isThisMachine } from './public-address.ts'

test.each([
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.7',
  '203.0.113.9',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::7f00:1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:8.8.8.8',
  '::ffff:0:127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b::8.8.8.8',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:20::1',
  '2001:db8::1',
  '2002:7f00:1::1',
  '3fff::1',
  '5f00::1',
  'fc00::1',
  'fdff::1',
  'fe80::1',
  'fe80::1%eth0',
  '2a00:1450::1%eth0',
  'fec0::1',
  'ff02::1',
  'localhost',
  '',
  '8.8.8',
  '0177.0.0.1',
])('%s is not of the open internet', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

test.each([
  '1.1.1.1',
  '8.8.8.8',
  '100.63.255.255',
  '100.128.0.1',
  '172.15.0.1',
  '172.32.0.1',
  '198.17.0.1',
  '223.255.255.1',
  '2001:4860:4860::8888',
  '2606:4700::1111',
  '2a00:1450:4007::1',
])('%s is', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

test('only this machine is this machine', () => {
  expect(['localhost', 'hub.localhost', '127.0.0.1', '127.8.8.8', '[::1]', '::1', ''].filter((host) => !isThisMachine(host))).toEqual([])
  expect(['localhost.example.org', '128.0.0.1', '10.0.0.1', '[::2]', 'example.org'].filter(isThisMachine)).toEqual([])
})

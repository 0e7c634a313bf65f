import { expect, test } from 'vitest'
import { readDeliveryStatus, subjectOf } from './delivery-status.ts'

const report = (fields: string, { encoding = '7bit', type = 'multipart/report; report-type=delivery-status; boundary="B=_1"' } = {}) =>
  [
    'Return-Path: <>',
    'From: MAILER-DAEMON@mx.example.org (Mail Delivery System)',
    'Subject: Undelivered Mail Returned to',
    '\tSender',
    'To: bounce+abc@hub.example.org',
    `Content-Type: ${type}`,
    '',
    'This is a MIME-encapsulated message.',
    '--B=_1',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'Status: 5.1.1 in words is nothing.',
    '',
    '--B=_1',
    'Content-Type: message/delivery-status',
    `Content-Transfer-Encoding: ${encoding}`,
    '',
    fields,
    '',
    '--B=_1',
    'Content-Type: message/rfc822',
    '',
    'Status: 5.2.2',
    '',
    'The letter.',
    '--B=_1--',
    '',
  ].join('\r\n')

const FAILED = [
  'Reporting-MTA: dns; mx.example.org',
  '',
  'Final-Recipient: rfc822; mai@example.org',
  'Action: failed',
  'Status: 5.1.1',
  'Diagnostic-Code: smtp; 550 5.1.1',
  '    unknown',
].join('\r\n')

test('a refusal, a delay, several recipients; however it is packed', () => {
  expect(readDeliveryStatus(report(FAILED))).toEqual([{ failed: true, status: '5.1.1' }])
  expect(readDeliveryStatus(report(FAILED).replaceAll('\r\n', '\n'))).toEqual([{ failed: true, status: '5.1.1' }])
  expect(readDeliveryStatus(`From MAILER-DAEMON Sun Mar  1 12:00:00 2026\n${report(FAILED)}`)).toEqual([{ failed: true, status: '5.1.1' }])
  expect(readDeliveryStatus(report(FAILED.replace('failed', 'delayed').replace('5.1.1', '4.4.1')))).toEqual([
    { failed: false, status: '4.4.1' },
  ])
  const two = `${FAILED}\r\n\r\nFinal-Recipient: rfc822; b@example.org\r\nAction: delivered\r\nStatus: 2.0.0`
  expect(readDeliveryStatus(report(two))).toEqual([
    { failed: true, status: '5.1.1' },
    { failed: false, status: '2.0.0' },
  ])
  const packed = Buffer.from(FAILED)
    .toString('base64')
    .replaceAll(/(.{60})/g, '$1\r\n')
  expect(readDeliveryStatus(report(packed, { encoding: 'base64' }))).toEqual([{ failed: true, status: '5.1.1' }])
  expect(readDeliveryStatus(report(FAILED.replaceAll(': ', ':=20'), { encoding: 'quoted-printable' }))).toEqual([
    { failed: true, status: '5.1.1' },
  ])
  const inner = report(FAILED, { type: 'multipart/report; boundary=B=_1' })
  expect(readDeliveryStatus(`Subject: Fwd\n${'Content-Type: multipart/mixed; boundary=X\n'}\n--X\n${inner}\n--X--\n`)).toEqual([
    { failed: true, status: '5.1.1' },
  ])
})

test('what is no report says nothing', () => {
  for (const text of [
    '',
    '\n\n',
    'Status: 5.1.1\nAction: failed\n\nHello',
    report(FAILED, { type: 'text/plain' }),
    report('Action: failed\r\nStatus: no'),
  ])
    expect(readDeliveryStatus(text)).toEqual([])
  let nested = 'Content-Type: message/delivery-status\n\nAction: failed\nStatus: 5.1.1\n'
  for (let depth = 0; depth < 50; depth += 1)
    nested = `Content-Type: multipart/mixed; boundary=b${depth}\n\n--b${depth}\n${nested}\n--b${depth}--\n`
  expect(readDeliveryStatus(nested), 'endlessly packed').toEqual([])
  expect([subjectOf(report(FAILED)), subjectOf('No head')]).toEqual(['Undelivered Mail Returned to Sender', ''])
})

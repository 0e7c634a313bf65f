import { Form, ProblemNote, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import type { Device } from '../queries/devices.ts'

export type DevicesProps = {
  readonly page: Page
  readonly devices: readonly Device[]
  readonly publicKey: string
  /** One address for all languages, so that a device has one worker. */
  readonly worker: string
  readonly name: string
  readonly problem?: Problem | undefined
}

/** Where one said yes to pushes, and where one says it. */
export function DevicesPage({ page, devices, publicKey, worker, name, problem }: DevicesProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('devices.title')} index={false} scripts={['push.js']}>
      <p class="crumb">
        <a href={href(page, '/notices/settings')}>{say('letters.title')}</a>
      </p>
      <h1>{say('devices.title')}</h1>
      <p class="lead">{say('devices.lead')}</p>
      {devices.length === 0 ? (
        <p class="empty">{say('devices.none')}</p>
      ) : (
        <ul class="rows">
          {devices.map((device) => (
            <li>
              <p>
                <bdi>
                  <strong>{device.name}</strong>
                </bdi>
              </p>
              <p class="quiet">{say('devices.since', { day: dayInWords(page, device.addedOn) })}</p>
              <Form page={page} action={href(page, `/notices/devices/${device.id}/removal`)} label={device.name}>
                <button class="quiet">{say('devices.remove')}</button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      <h2>{say('devices.add')}</h2>
      <p>{say('devices.who-learns')}</p>
      <ProblemNote page={page} problem={problem} />
      <push-here data-key={publicKey} data-worker={worker} data-refused={say('devices.refused')} data-failed={say('devices.failed')}>
        <Form page={page} action={href(page, '/notices/devices')}>
          {['endpoint', 'p256dh', 'auth'].map((field) => (
            <input type="hidden" name={field} value="" />
          ))}
          <TextField
            name="name"
            label={say('devices.name')}
            hint={say('devices.name.hint')}
            value={name}
            most={40}
            required
            problem={problem}
          />
          <p class="actions">
            <button>{say('devices.do')}</button>
          </p>
          <p role="status" data-said="" class="fault"></p>
        </Form>
      </push-here>
      <noscript>
        <p class="note">{say('devices.no-script')}</p>
      </noscript>
      <p class="quiet">{say('devices.hidden')}</p>
    </Layout>
  )
}

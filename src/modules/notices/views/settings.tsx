import { Checkbox, Form, ProblemNote } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { State } from '../queries/state.ts'
import { ByMail, OnDevices, QuietHours, type Chosen } from './choices.tsx'
import { StoppedNote } from './stopped.tsx'

export type SettingsProps = {
  readonly page: Page
  readonly chosen: Chosen
  readonly devices: number
  readonly stopped: State['stopped']
  /** False: the account has no address, or this hub sends no mail. */
  readonly reachable: boolean
  readonly saved: boolean
  readonly problem?: Problem | undefined
}

/** By which ways one hears of what, and when. */
export function SettingsPage({ page, chosen, devices, stopped, reachable, saved, problem }: SettingsProps) {
  const { say } = page
  const here = page.zone ?? chosen.zone
  return (
    <Layout page={page} title={say('letters.title')} index={false}>
      <p class="crumb">
        <a href={href(page, '/notices')}>{say('notices.title')}</a>
      </p>
      <h1>{say('letters.title')}</h1>
      {saved ? (
        <p class="done" role="status">
          {say('letters.saved')}
        </p>
      ) : null}
      {reachable ? null : <p class="note">{say('letters.no-address')}</p>}
      <StoppedNote page={page} stopped={stopped} />
      <p class="lead">{say('letters.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, '/notices/settings')}>
        <h2>{say('letters.by-mail')}</h2>
        <ByMail page={page} chosen={chosen} problem={problem} />
        <h2>{say('letters.on-devices')}</h2>
        <OnDevices page={page} chosen={chosen} problem={problem} devices={devices} />
        <h2>{say('letters.when')}</h2>
        <QuietHours page={page} chosen={chosen} problem={problem} />
        {here === null || here === page.homeZone ? null : (
          <>
            <input type="hidden" name="here" value={here} />
            <Checkbox
              name="zone"
              label={say('letters.zone', { zone: here })}
              checked={chosen.zone !== null}
              hint={say('letters.zone.hint')}
            />
          </>
        )}
        <p class="actions">
          <button>{say('letters.save')}</button>
        </p>
      </Form>
      <p class="quiet">{say('letters.safe')}</p>
    </Layout>
  )
}

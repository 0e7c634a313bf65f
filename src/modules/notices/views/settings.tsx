import { Checkbox, CheckboxField, Form, ProblemNote } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SORTS, type Sort } from '../rules.ts'

export type SettingsProps = {
  readonly page: Page
  readonly letters: readonly Sort[]
  readonly zone: string | null
  /** False: the account has no address, or this hub sends no mail. */
  readonly reachable: boolean
  readonly saved: boolean
  readonly problem?: Problem | undefined
}

/** About what one is written to. */
export function SettingsPage({ page, letters, zone, reachable, saved, problem }: SettingsProps) {
  const { say } = page
  const options = SORTS.map((sort) => ({ value: sort, label: say(`notices.sort.${sort}`), hint: say(`notices.sort.${sort}.what`) }))
  const here = page.zone ?? zone
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
      <p class="lead">{say('letters.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, '/notices/settings')}>
        <CheckboxField name="letters" label={say('letters.which')} options={options} chosen={letters} problem={problem} />
        {here === null || here === page.homeZone ? null : (
          <>
            <input type="hidden" name="here" value={here} />
            <Checkbox name="zone" label={say('letters.zone', { zone: here })} checked={zone !== null} hint={say('letters.zone.hint')} />
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

import { Checkbox, CheckboxField, SelectField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { href, type Page } from '../../../web/page.ts'
import { HOUR_AT_FIRST, SORTS } from '../rules.ts'

/** What the form holds, as it was written: a form that is refused comes back with it. */
export type Chosen = {
  readonly letters: readonly string[]
  readonly pushes: readonly string[]
  readonly zone: string | null
  readonly hour: string
  readonly weekday: string
  readonly quietFrom: string
  readonly quietTo: string
  readonly titles: boolean
}

type ChoiceProps = { readonly page: Page; readonly chosen: Chosen; readonly problem: Problem | undefined }

/** By mail, and when. */
export function ByMail({ page, chosen, problem }: ChoiceProps) {
  const { say } = page
  const options = SORTS.map((sort) => ({ value: sort, label: say(`notices.sort.${sort}`), hint: say(`notices.sort.${sort}.what`) }))
  const days = [{ value: '', label: say('letters.every-day') }, ...[1, 2, 3, 4, 5, 6, 7].map((day) => weekly(page, day))]
  return (
    <>
      <CheckboxField name="letters" label={say('letters.which')} options={options} chosen={chosen.letters} problem={problem} />
      <SelectField
        name="hour"
        label={say('letters.hour')}
        options={hours(page)}
        value={chosen.hour || String(HOUR_AT_FIRST)}
        problem={problem}
      />
      <SelectField name="weekday" label={say('letters.days')} options={days} value={chosen.weekday} problem={problem} />
      <Checkbox name="titles" label={say('letters.titles')} checked={chosen.titles} hint={say('letters.titles.hint')} />
    </>
  )
}

/** On devices. Without one there is nothing to choose; what was chosen stays. */
export function OnDevices({ page, chosen, problem, devices }: ChoiceProps & { readonly devices: number }) {
  const { say } = page
  const link = <a href={href(page, '/notices/devices')}>{say('devices.title')}</a>
  if (devices === 0) {
    return (
      <>
        {chosen.pushes.map((sort) => (
          <input type="hidden" name="pushes" value={sort} />
        ))}
        <p>
          {say('letters.no-device')} {link}
        </p>
      </>
    )
  }
  const options = SORTS.map((sort) => ({ value: sort, label: say(`notices.sort.${sort}`) }))
  return (
    <>
      <CheckboxField
        name="pushes"
        label={say('letters.pushes')}
        hint={say('letters.pushes.hint')}
        options={options}
        chosen={chosen.pushes}
        problem={problem}
      />
      <p>{link}</p>
    </>
  )
}

export function QuietHours({ page, chosen, problem }: ChoiceProps) {
  const { say } = page
  const options = [{ value: '', label: say('letters.quiet.none') }, ...hours(page)]
  return (
    <>
      <SelectField
        name="quiet.from"
        label={say('letters.quiet.from')}
        hint={say('letters.quiet.hint')}
        options={options}
        value={chosen.quietFrom}
        problem={problem}
      />
      <SelectField name="quiet.to" label={say('letters.quiet.to')} options={options} value={chosen.quietTo} problem={problem} />
    </>
  )
}

const hours = ({ say }: Page) =>
  Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: say.hour(new Date(Date.UTC(2024, 0, 1, hour)), 'UTC') }))

/** The first of January 2024 was a Monday. */
function weekly({ say }: Page, day: number) {
  const name = new Intl.DateTimeFormat(say.locale, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, day)))
  return { value: String(day), label: say('letters.weekly', { day: name }) }
}

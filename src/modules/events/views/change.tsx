import { Checkbox, Form, languageOptions, ProblemNote, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Crumb } from '../../../web/parts.tsx'
import type { Seen, SeenDate } from '../queries/seen-event.ts'
import { localOf, LONGEST, pathOf } from '../rules.ts'
import type { Filled } from './props.ts'
import { When } from './pieces.tsx'
import { TextFields } from './write.tsx'

type Frame = { readonly page: Page; readonly seen: Seen; readonly title: string; readonly children?: unknown }

const Top = ({ page, seen, title, path }: Frame & { path: string }) => (
  <>
    <Crumb page={page} path={path}>
      <InLanguage language={seen.text.language}>{seen.text.title}</InLanguage>
    </Crumb>
    <h1>{title}</h1>
  </>
)

/** Moving one date, calling it off, or saying something for it alone. */
export function ChangeDatePage({ page, seen, filled }: { page: Page; seen: SeenDate; filled: Filled }) {
  const { say } = page
  const { date, row, text } = seen
  const at = pathOf(row.id, date.slot)
  const local = (moment: Date) => {
    const { day, time } = localOf(moment, row.zone)
    return `${day}T${time}`
  }
  const values = filled.values ?? {
    ...{ starts: local(date.starts_at), ends: local(date.ends_at), note: date.note ?? '', source: date.source ?? '' },
    ...{ language: date.words_language ?? text.language, reason: date.reason ?? '' },
  }
  return (
    <Layout page={page} title={say('event.change-date')} index={false}>
      <Top page={page} seen={seen} title={say('event.change-date')} path={at} />
      <p class="lead">
        <When page={page} at={{ startsAt: date.starts_at, endsAt: date.ends_at, zone: row.zone }} />
      </p>
      <p>{say('event.change-date.what')}</p>
      <ProblemNote page={page} problem={filled.problem} />
      <Form page={page} action={href(page, `${at}/change`)}>
        <TextField
          name="starts"
          type="datetime-local"
          label={say('event.starts')}
          hint={say('event.clock', { zone: row.zone })}
          value={values['starts']}
          required
          problem={filled.problem}
        />
        <TextField name="ends" type="datetime-local" label={say('event.ends')} value={values['ends']} required problem={filled.problem} />
        <TextArea name="note" label={say('event.note')} rows={3} value={values['note']} most={LONGEST.words} problem={filled.problem} />
        <Checkbox name="callOff" label={say('event.call-off.date')} checked={values['callOff'] !== undefined} />
        <TextField
          name="reason"
          label={say('event.reason')}
          hint={say('event.reason.hint')}
          value={values['reason']}
          most={LONGEST.reason}
          problem={filled.problem}
        />
        {row.repeats === 'by-hand' ? (
          <TextField
            name="source"
            label={say('event.source.field')}
            hint={say('event.source.hint')}
            value={values['source']}
            most={LONGEST.source}
            problem={filled.problem}
          />
        ) : null}
        <SelectField
          name="language"
          label={say('event.language')}
          value={values['language']}
          options={languageOptions(page, [text.language])}
          problem={filled.problem}
        />
        <button>{say('event.save')}</button>
      </Form>
    </Layout>
  )
}

/** The date of another year, put in by somebody who knows it. */
export function AddDatePage({ page, seen, filled }: { page: Page; seen: Seen; filled: Filled }) {
  const { say } = page
  const { row } = seen
  const { values, problem } = filled
  return (
    <Layout page={page} title={say('event.add-date')} index={false}>
      <Top page={page} seen={seen} title={say('event.add-date')} path={pathOf(row.id)} />
      <p class="lead">{say('event.by-hand.what')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `${pathOf(row.id)}/dates`)}>
        <TextField
          name="starts"
          type="datetime-local"
          label={say('event.starts')}
          hint={say('event.clock', { zone: row.zone })}
          value={values?.['starts']}
          required
          problem={problem}
        />
        <TextField name="ends" type="datetime-local" label={say('event.ends')} value={values?.['ends']} required problem={problem} />
        <TextField
          name="source"
          label={say('event.source.field')}
          hint={say('event.source.hint')}
          value={values?.['source']}
          most={LONGEST.source}
          required
          problem={problem}
        />
        <button>{say('event.add-date')}</button>
      </Form>
    </Layout>
  )
}

export function CallOffPage({ page, seen, slots, filled }: { page: Page; seen: Seen; slots: readonly string[]; filled: Filled }) {
  const { say } = page
  const { row, text } = seen
  const draft = row.state === 'draft'
  const title = say(draft ? 'event.discard' : 'event.call-off')
  return (
    <Layout page={page} title={title} index={false}>
      <Top page={page} seen={seen} title={title} path={pathOf(row.id)} />
      <p class="lead">{say(draft ? 'event.discard.what' : 'event.call-off.what')}</p>
      <ProblemNote page={page} problem={filled.problem} />
      <Form page={page} action={href(page, draft ? `/events/${row.id}/discarding` : `/events/${row.id}/calling-off`)}>
        {draft ? null : (
          <>
            {row.repeats === 'once' ? null : (
              <SelectField
                name="from"
                label={say('event.call-off.from')}
                value={filled.values?.['from']}
                options={[{ value: '', label: say('event.call-off.all') }, ...slots.map((slot) => ({ value: slot, label: slot }))]}
                problem={filled.problem}
              />
            )}
            <TextField
              name="reason"
              label={say('event.reason')}
              value={filled.values?.['reason']}
              most={LONGEST.reason}
              required
              problem={filled.problem}
            />
            <SelectField
              name="language"
              label={say('event.language')}
              value={filled.values?.['language'] ?? text.language}
              options={languageOptions(page, [text.language])}
              problem={filled.problem}
            />
          </>
        )}
        <button class="danger">{title}</button>
      </Form>
    </Layout>
  )
}

/** The original stands above what is to be put into another language. */
export function TranslatePage({ page, seen, filled }: { page: Page; seen: Seen; filled: Filled }) {
  const { say } = page
  const [original] = seen.texts
  const language = filled.values?.['language'] ?? page.locales.find((locale) => locale !== original?.language) ?? say.locale
  const there = seen.texts.find((one) => one.language === language)
  const values = filled.values ?? (there === undefined ? { language } : { ...there, position: '', host_id: '', event_id: '', by_ref: '' })
  return (
    <Layout page={page} title={say('event.translate')} index={false}>
      <Top page={page} seen={seen} title={say('event.translate')} path={pathOf(seen.row.id)} />
      <p class="lead">{say('event.translate.what')}</p>
      {original === undefined ? null : (
        <blockquote>
          <InLanguage as="p" language={original.language}>
            {original.title}
          </InLanguage>
          {original.text.split(/\n{2,}/).map((paragraph) => (
            <InLanguage as="p" language={original.language}>
              {paragraph}
            </InLanguage>
          ))}
        </blockquote>
      )}
      <ProblemNote page={page} problem={filled.problem} />
      <Form page={page} action={href(page, `/events/${seen.row.id}/translation`)}>
        <TextFields page={page} values={values} problem={filled.problem} languages={[language]} />
        <button>{say('event.save')}</button>
      </Form>
    </Layout>
  )
}

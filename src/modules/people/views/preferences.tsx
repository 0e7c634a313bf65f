import { Form, SelectField } from '../../../web/fields.tsx'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'

type Props = { readonly page: Page; readonly zones: readonly string[]; readonly zone: string; readonly then: string }

export function PreferencesForm({ page, zones, zone, then }: Props) {
  const { say } = page
  const languages = page.locales.map((locale) => ({ value: locale, label: ownName(locale), lang: locale }))
  const choices = [
    { value: '', label: say('preferences.no-zone', { zone: page.homeZone }) },
    ...zones.map((one) => ({ value: one, label: one.replaceAll('_', ' ') })),
  ]
  return (
    <Layout page={page} title={say('preferences.title')} index={false}>
      <h1>{say('preferences.title')}</h1>
      <p class="lead">{say('preferences.lead')}</p>
      <Form page={page} action={href(page, '/preferences')}>
        <SelectField name="language" label={say('preferences.language')} value={say.locale} options={languages} />
        <SelectField name="zone" label={say('preferences.zone')} hint={say('preferences.zone-hint')} value={zone} options={choices} />
        <input type="hidden" name="then" value={then} />
        <p class="actions">
          <button type="submit">{say('preferences.keep')}</button>
        </p>
      </Form>
    </Layout>
  )
}

/** Each language in its own words: who is lost in one finds their own. */
const ownName = (locale: string): string => new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale

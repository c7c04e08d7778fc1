/** The words on the screen: the same Fluent files as the server's, kept for offline use. */
import { FluentBundle, FluentResource } from '@fluent/bundle';

export const LANGUAGES = /** @type {const} */ ({ 'zh-CN': '中文', en: 'English' });

/** @param {string} language @param {string} ftl */
export function bundleOf(language, ftl) {
  const bundle = new FluentBundle(language, { useIsolating: false });
  bundle.addResource(new FluentResource(ftl));
  return bundle;
}

export class Words {
  /** @param {import('./store.js').Store} db @param {typeof globalThis.fetch} fetch */
  constructor(db, fetch) {
    this.db = db;
    this.fetch = fetch;
    this.language = 'zh-CN';
    /** @type {Record<string, FluentBundle>} */
    this.bundles = {};
  }

  /** Ready to speak: from the phone's store when it has this version, else from the server. @param {string} language @param {string} [version] */
  async use(language, version) {
    const kept = await this.db.get('meta', `words:${language}`);
    if (kept) this.bundles[language] = bundleOf(language, kept.ftl);
    if (!kept || kept.version !== version) {
      const fresh = this.refresh(language, version);
      // Older words are better than a page that waits on a weak network; a page that knows the version gets them right.
      if (!kept) await fresh;
      else if (version) await Promise.race([fresh, new Promise((done) => setTimeout(done, 1500))]);
    }
    this.language = language;
  }

  /** @param {string} language @param {string} [version] */
  async refresh(language, version) {
    try {
      const response = await this.fetch(`/api/words/${language}${version ? `?v=${version}` : ''}`, {
        redirect: 'error',
      });
      const ftl = await response.text();
      if (!response.ok || /^\s*</.test(ftl)) return false;
      this.bundles[language] = bundleOf(language, ftl);
      await this.db.put('meta', { ftl, version }, `words:${language}`);
      return true;
    } catch {
      return false;
    }
  }

  /** @param {string} id @returns {boolean} */
  has(id) {
    return Boolean(this.bundles[this.language]?.getMessage(id)?.value);
  }

  /** @param {string} id @param {Record<string, any>} [facts] @returns {string} the id itself when no language has it */
  t(id, facts) {
    for (const language of new Set([this.language, ...Object.keys(LANGUAGES)])) {
      const bundle = this.bundles[language];
      const pattern = bundle?.getMessage(id)?.value;
      if (pattern) return bundle.formatPattern(pattern, facts, []);
    }
    return id;
  }

  /** A problem in words: the server's sentence, else what goes wrong on the phone itself. @param {string} [code] @param {string} [message] */
  problem(code, message) {
    if (message) return message;
    if (code === 'storage') return this.t('problem-storage');
    return code === 'photo_lost' ? this.t('problem-photo_lost') : this.t('problem-unknown', { code });
  }

  /** @param {{zh?: string, en?: string}} both */
  pick(both) {
    return (this.language.startsWith('zh') ? both.zh || both.en : both.en || both.zh) ?? '';
  }
}

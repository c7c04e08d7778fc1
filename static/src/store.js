/** The phone's database: what was pulled, what is waiting, what is half written. Migrations only ever add. */
import { openDB } from 'idb';

export const STRICT = /** @type {const} */ ({ durability: 'strict' });

/**
 * @typedef {import('idb').IDBPDatabase<any>} Store
 * @param {string} [name]
 * @returns {Promise<Store>}
 */
export function openStore(name = 'tagwalk') {
  return openDB(name, 7, {
    upgrade(db, from, _to, tx) {
      if (from < 1) addFirstStores(db);
      if (from < 2) addBarcodes(db, tx);
      if (from < 3) addLogs(db, tx);
      if (from < 4) addConcerned(tx);
      if (from < 5) addLoans(db, tx);
      if (from < 6) addHazards(db, tx);
      if (from < 7) addStocktakes(db, tx);
    },
    blocking(_current, _blocked, event) {
      /** @type {IDBDatabase} */ (event.target).close();
    },
  });
}

/** As it was left, whatever version that is: a migration that failed has changed nothing. @returns {Promise<Store>} */
export const openAsItIs = (name = 'tagwalk') => openDB(name);

/** @param {Store} db */
function addFirstStores(db) {
  db.createObjectStore('meta');
  db.createObjectStore('outbox', { keyPath: 'id' }).createIndex('state', 'state');
  db.createObjectStore('photos', { keyPath: 'sha256' });
  db.createObjectStore('drafts', { keyPath: 'key' });
  db.createObjectStore('things', { keyPath: 'id' }).createIndex('inside', 'inside');
  db.createObjectStore('tags', { keyPath: 'code' }).createIndex('thing', 'thing');
  db.createObjectStore('checklists', { keyPath: 'id' });
  db.createObjectStore('repairs', { keyPath: 'id' }).createIndex('thing', 'thing');
}

/** Other makers' codes; a new snapshot brings them. @param {Store} db @param {any} tx */
function addBarcodes(db, tx) {
  db.createObjectStore('barcodes', { keyPath: 'text' });
  tx.objectStore('meta').delete('cursor');
}

/** Open lines of logbooks; a new snapshot brings them. @param {Store} db @param {any} tx */
function addLogs(db, tx) {
  db.createObjectStore('logs', { keyPath: 'id' }).createIndex('thing', 'thing');
  tx.objectStore('meta').delete('cursor');
}

/** Everything that a repair is about, not only what it was reported on; a new snapshot brings it. @param {any} tx */
function addConcerned(tx) {
  tx.objectStore('repairs').createIndex('about', 'about', { multiEntry: true });
  tx.objectStore('meta').delete('cursor');
}

/** What is out; a new snapshot brings it. @param {Store} db @param {any} tx */
function addLoans(db, tx) {
  db.createObjectStore('loans', { keyPath: 'id' }).createIndex('thing', 'thing');
  tx.objectStore('meta').delete('cursor');
}

/** Hazards that are open; a new snapshot brings them. @param {Store} db @param {any} tx */
function addHazards(db, tx) {
  db.createObjectStore('hazards', { keyPath: 'id' }).createIndex('thing', 'thing');
  tx.objectStore('meta').delete('cursor');
}

/** Running stocktakes, their frozen books and everybody's counts; a new snapshot brings them. @param {Store} db @param {any} tx */
function addStocktakes(db, tx) {
  db.createObjectStore('stocktakes', { keyPath: 'id' });
  db.createObjectStore('books', { keyPath: 'id' });
  db.createObjectStore('counts', { keyPath: 'id' }).createIndex('stocktake', 'stocktake');
  tx.objectStore('meta').delete('cursor');
}

//! The guarantees of transactions, on every engine.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex};

use housekey_contract::{InstanceId, Millis};
use housekey_store::testing::{TestDatabase, TestEngine, engines};
use housekey_store::{DatabaseTx, Db, Moment, Param, StoreError, Tx};
use rand::Rng;

const CREATE: &str =
    "CREATE TABLE notes (id BIGINT PRIMARY KEY, body TEXT, flag BOOLEAN, weight DOUBLE PRECISION)";
const INSERT: &str = "INSERT INTO notes (id, body) VALUES ($1, $2)";
const COUNT: &str = "SELECT COUNT(*) FROM notes";

async fn databases() -> Vec<TestDatabase> {
    let mut databases = Vec::new();
    for engine in engines() {
        let database = engine.database().await;
        write(&database.db, |tx| tx.execute(CREATE, &[])).await.expect("a table");
        databases.push(database);
    }
    databases
}

async fn write<T: Send + 'static>(
    db: &Db,
    f: impl Fn(&mut DatabaseTx<'_>) -> Result<T, StoreError> + Send + Sync + 'static,
) -> Result<T, StoreError> {
    db.write(f).await
}

async fn count(db: &Db) -> i64 {
    let counted: Result<_, StoreError> = db.read(|tx| tx.one(COUNT, &[], |row| row.get(0))).await;
    counted.expect("an answer").expect("a row")
}

fn insert(tx: &mut DatabaseTx<'_>, id: i64) -> Result<u64, StoreError> {
    tx.execute(INSERT, &[id.into(), "text".into()])
}

#[tokio::test]
async fn parameters_are_bound_by_their_digits() {
    for TestDatabase { db, .. } in databases().await {
        write(&db, |tx| {
            let sql = "INSERT INTO notes (body, id, flag, weight) VALUES ($2, $1, $4, $3)";
            tx.execute(sql, &[7.into(), "seven".into(), 0.5.into(), true.into()])
        })
        .await
        .unwrap();
        let sql = "SELECT id, body, flag, weight FROM notes WHERE body = $2 AND id = $1 AND body <> $3";
        let found: Result<_, StoreError> = db
            .read(move |tx| {
                tx.one(sql, &[7.into(), "seven".into(), "".into()], |row| {
                    Ok((row.get::<i64>(0)?, row.text(1)?.to_owned(), row.get::<bool>(2)?, row.get::<f64>(3)?))
                })
            })
            .await;
        assert_eq!(found.unwrap(), Some((7, "seven".to_owned(), true, 0.5)));
    }
}

#[tokio::test]
async fn a_closure_that_runs_again_sees_the_same_moment() {
    for TestDatabase { db, .. } in databases().await {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (kept, instance) = (Arc::clone(&seen), InstanceId::from("ins_1"));
        let moment = Moment { now: Millis(1_750_000_000_000), seed: [7; 32] };
        let look = move |tx: &mut DatabaseTx<'_>| {
            let mut tx = Tx::new(tx, &instance, moment);
            kept.lock().unwrap().push((tx.now(), tx.rng().next_u64()));
        };
        // Postgres runs a read of one query twice, SQLite a write that fails after a change.
        let reading = look.clone();
        let read = db.read(move |tx| {
            reading(tx);
            tx.one(COUNT, &[], |row| row.get::<i64>(0))
        });
        read.await.unwrap();
        let failed = write(&db, move |tx| {
            look(tx);
            insert(tx, 1)?;
            Err::<(), _>(StoreError::Other("changed its mind".to_owned()))
        });
        failed.await.unwrap_err();
        let seen = seen.lock().unwrap();
        assert!(seen.len() >= 3 && seen.iter().all(|one| *one == seen[0]), "{seen:?}");
    }
}

#[tokio::test]
async fn an_error_undoes_its_own_work_only() {
    for TestDatabase { db, .. } in databases().await {
        let writes: Vec<_> = (0..100)
            .map(|id| {
                let db = db.clone();
                tokio::spawn(async move {
                    write(&db, move |tx| {
                        insert(tx, id)?;
                        if id % 3 == 0 {
                            Err(StoreError::Other("changed its mind".to_owned()))
                        } else {
                            Ok(())
                        }
                    })
                    .await
                })
            })
            .collect();
        for (id, write) in writes.into_iter().enumerate() {
            assert_eq!(write.await.unwrap().is_err(), id % 3 == 0);
        }
        assert_eq!(count(&db).await, 66);
    }
}

#[tokio::test]
async fn a_panic_undoes_its_own_work_only() {
    for TestDatabase { db, .. } in databases().await {
        let panicking = write(&db, |tx| -> Result<(), StoreError> {
            insert(tx, 1)?;
            panic!("a closure of the test");
        });
        let (panicked, kept) = tokio::join!(panicking, write(&db, |tx| insert(tx, 2)));
        assert_eq!(panicked, Err(StoreError::Panicked("a closure of the test".to_owned())));
        assert_eq!(kept, Ok(1));
        assert_eq!(count(&db).await, 1);
    }
}

#[tokio::test]
async fn a_panic_while_reading_leaves_the_database_usable() {
    for TestDatabase { db, .. } in databases().await {
        let panicked: Result<(), StoreError> = db.read(|_| panic!("a closure of the test")).await;
        assert!(matches!(panicked, Err(StoreError::Panicked(_))));
        assert_eq!(count(&db).await, 0);
    }
}

#[tokio::test]
async fn a_taken_key_is_a_conflict_that_names_the_table() {
    for TestDatabase { db, .. } in databases().await {
        write(&db, |tx| insert(tx, 1)).await.unwrap();
        let error = write(&db, |tx| insert(tx, 1)).await.unwrap_err();
        let StoreError::Conflict { constraint: Some(constraint) } = error else { panic!("{error:?}") };
        assert!(constraint.contains("notes"), "{constraint}");
    }
}

#[tokio::test]
async fn a_failed_statement_cannot_be_stepped_over() {
    for TestDatabase { db, .. } in databases().await {
        write(&db, |tx| insert(tx, 1)).await.unwrap();
        let stepped_over = write(&db, |tx| {
            insert(tx, 2)?;
            assert!(matches!(insert(tx, 1), Err(StoreError::Conflict { .. })));
            assert_eq!(insert(tx, 3), Err(StoreError::Aborted));
            Ok(())
        });
        assert_eq!(stepped_over.await, Err(StoreError::Aborted));
        assert_eq!(count(&db).await, 1);
    }
}

#[tokio::test]
async fn a_reader_cannot_write() {
    for TestDatabase { db, .. } in databases().await {
        let executed: Result<_, StoreError> = db.read(|tx| insert(tx, 1)).await;
        assert!(matches!(executed, Err(StoreError::ReadOnly(_))));
        let sql = "INSERT INTO notes (id) VALUES (1) RETURNING id";
        let returned: Result<_, StoreError> =
            db.read(move |tx| tx.one(sql, &[], |row| row.get::<i64>(0))).await;
        // In memory, the single connection would allow it; then at least it is rolled back.
        assert!(matches!(returned, Err(StoreError::ReadOnly(_)) | Ok(Some(1))), "{returned:?}");
        assert_eq!(count(&db).await, 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_reader_sees_one_snapshot() {
    for TestDatabase { db, .. } in databases().await {
        let writer = db.clone();
        let writing = tokio::spawn(async move {
            for id in 0..200 {
                write(&writer, move |tx| insert(tx, id)).await.unwrap();
            }
        });
        while !writing.is_finished() {
            let counts: Result<_, StoreError> = db
                .scan(|tx| {
                    let first = tx.one(COUNT, &[], |row| row.get::<i64>(0))?;
                    std::thread::sleep(std::time::Duration::from_millis(3));
                    Ok((first, tx.one(COUNT, &[], |row| row.get::<i64>(0))?))
                })
                .await;
            let (first, second) = counts.unwrap();
            assert_eq!(first, second);
        }
        writing.await.unwrap();
        assert_eq!(count(&db).await, 200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_64_who_claim_a_key_one_wins() {
    for TestDatabase { db, .. } in databases().await {
        let wins = Arc::new(AtomicUsize::new(0));
        let claims: Vec<_> = (0..64)
            .map(|_| {
                let (db, wins) = (db.clone(), Arc::clone(&wins));
                tokio::spawn(async move {
                    match write(&db, |tx| insert(tx, 1)).await {
                        Ok(_) => drop(wins.fetch_add(1, Ordering::SeqCst)),
                        Err(error) => assert!(matches!(error, StoreError::Conflict { .. }), "{error:?}"),
                    }
                })
            })
            .collect();
        for claim in claims {
            claim.await.unwrap();
        }
        assert_eq!(wins.load(Ordering::SeqCst), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn increments_from_many_tasks_all_count() {
    for TestDatabase { db, .. } in databases().await {
        write(&db, |tx| tx.execute("INSERT INTO notes (id, weight) VALUES (1, 0.0)", &[])).await.unwrap();
        let tasks: Vec<_> = (0..32)
            .map(|_| {
                let db = db.clone();
                tokio::spawn(async move {
                    write(&db, |tx| {
                        let read =
                            tx.one("SELECT weight FROM notes WHERE id = 1", &[], |row| row.get::<f64>(0));
                        tx.execute(
                            "UPDATE notes SET weight = $1 WHERE id = 1",
                            &[(read?.unwrap() + 1.0).into()],
                        )
                    })
                    .await
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        let sum: Result<_, StoreError> =
            db.read(|tx| tx.one("SELECT weight FROM notes", &[], |row| row.get::<f64>(0))).await;
        assert_eq!(sum.unwrap(), Some(32.0));
    }
}

#[tokio::test]
async fn values_come_back_as_they_went_in() {
    for TestDatabase { db, .. } in databases().await {
        let nothing: Option<&str> = None;
        write(&db, move |tx| {
            let sql = "INSERT INTO notes (id, body, flag, weight) VALUES ($1, $2, $3, $4)";
            tx.execute(sql, &[i64::MAX.into(), nothing.into(), Param::Null, Param::Null])
        })
        .await
        .unwrap();
        let sql = "SELECT id, body, flag, weight FROM notes WHERE body IS NOT DISTINCT FROM $1";
        let read: Result<_, StoreError> = db
            .read(move |tx| {
                tx.all(sql, &[Param::Null], |row| {
                    assert!(matches!(row.get::<String>(1), Err(StoreError::Decode(_))));
                    assert!(matches!(row.get::<bool>(0), Err(StoreError::Decode(_))));
                    assert_eq!(row.text_or_null(1)?, None);
                    Ok((row.get::<i64>(0)?, row.get::<Option<bool>>(2)?, row.get::<Option<f64>>(3)?))
                })
            })
            .await;
        assert_eq!(read.unwrap(), [(i64::MAX, None, None)]);
    }
}

#[tokio::test]
async fn text_with_a_nul_is_refused() {
    for TestDatabase { db, .. } in databases().await {
        let refused = write(&db, |tx| tx.execute(INSERT, &[1.into(), "a\0b".into()])).await;
        assert!(matches!(refused, Err(StoreError::Violation(_))));
    }
}

#[tokio::test]
async fn parameters_that_do_not_fit_are_refused() {
    for TestDatabase { db, .. } in databases().await {
        assert!(write(&db, |tx| tx.execute(INSERT, &[1.into()])).await.is_err());
        assert!(write(&db, |tx| tx.execute(INSERT, &[1.into(), "a".into(), "b".into()])).await.is_err());
    }
}

#[tokio::test]
async fn a_closed_database_finishes_its_writes_and_takes_no_more() {
    for TestDatabase { db, url: _, .. } in databases().await {
        let writing: Vec<_> = (0..50)
            .map(|id| {
                let db = db.clone();
                tokio::spawn(async move { write(&db, move |tx| insert(tx, id)).await })
            })
            .collect();
        tokio::task::yield_now().await;
        db.ready().await.unwrap();
        db.close().await;
        for write in writing {
            assert_eq!(write.await.unwrap(), Ok(1));
        }
        assert_eq!(write(&db, |tx| insert(tx, 99)).await, Err(StoreError::Closed));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_closure_that_others_get_in_the_way_of_runs_again() {
    let Some(engine) = TestEngine::postgres() else { return };
    let TestDatabase { db, .. } = &engine.database().await;
    write(db, |tx| tx.execute(CREATE, &[])).await.unwrap();
    let (runs, both) = (Arc::new(AtomicUsize::new(0)), Arc::new(Barrier::new(2)));
    let claim = |id: i64| {
        let (db, runs, both) = (db.clone(), Arc::clone(&runs), Arc::clone(&both));
        tokio::spawn(async move {
            write(&db, move |tx| {
                let seen = tx.one(COUNT, &[], |row| row.get::<i64>(0))?;
                // The first time, both have read before either writes.
                if runs.fetch_add(1, Ordering::SeqCst) < 2 {
                    both.wait();
                }
                insert(tx, id)?;
                Ok(seen)
            })
            .await
        })
    };
    let (first, second) = (claim(1), claim(2));
    let mut seen = [first.await.unwrap().unwrap(), second.await.unwrap().unwrap()];
    seen.sort_unstable();
    assert_eq!(seen, [Some(0), Some(1)], "one after the other");
    assert!(runs.load(Ordering::SeqCst) >= 3);
}

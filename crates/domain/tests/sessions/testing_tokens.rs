use housekey_contract::Millis;
use housekey_domain::testing_tokens::{NewTestingToken, create, holds};

use crate::world::{NOW, World, rng};

#[tokio::test]
async fn a_testing_token_holds_for_an_hour() {
    for world in World::everywhere().await {
        let new = NewTestingToken::make(NOW, &mut rng());
        assert_eq!(new.expires_at, NOW.seconds() + 3_600, "in seconds");
        let (token, end) = (new.token.clone(), Millis::from_seconds(new.expires_at));
        world.write(move |tx| create(tx, &new)).await.unwrap();
        let at = |now, token: &str| {
            let token = token.to_owned();
            world.write_at(now, move |tx| holds(tx, &token))
        };
        assert!(at(end - Millis(1), &token).await.unwrap());
        assert!(!at(end, &token).await.unwrap());
        assert!(!at(NOW, "another").await.unwrap());
    }
}

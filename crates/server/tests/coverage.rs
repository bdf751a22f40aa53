//! Every operation of the contract is served.

use housekey_contract::backend::operations;
use housekey_server::backend::endpoints;

#[test]
fn every_operation_of_the_contract_is_mounted_once() {
    let mounted: Vec<_> = endpoints().0.iter().map(|endpoint| endpoint.meta).collect();
    for operation in operations() {
        let times = mounted.iter().filter(|meta| **meta == operation).count();
        assert_eq!(times, 1, "{}.{} is mounted {times} times", operation.resource, operation.name);
    }
    assert_eq!(mounted.len(), operations().len(), "nothing else is mounted");
}
